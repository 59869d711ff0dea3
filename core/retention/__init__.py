"""How long records are kept: rules, holds, the nightly clearing, and what is held of one person."""
