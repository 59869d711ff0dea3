"""What reads are compared with: other ways to serve the same rows as GraphQL. No part of Gatehouse."""
