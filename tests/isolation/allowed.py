"""What the rules of isolation allow, each exception with its reason. Whatever is not listed is a fault."""

from __future__ import annotations

from core.database.policies import APP_ROLE, OWNER_ROLE

NATIONAL_ROLE = "gatehouse_national"
VERSION_TABLE = "alembic_version_"
"""Which revision a module's tables are at: no other role than the owner reads it."""

GLOBAL_TABLES = {
    "prison": "The register of prisons is public; its rows are the tenants themselves.",
    "prison_group": "HMPPS's groups of prisons are public.",
    "account": "One person may work in several prisons and signs in once, before any prison is chosen.",
    "membership": "It says which prisons an account may enter, so it is read before one is entered.",
    "organisation": "A registered charity or company is public and one and the same for every prison.",
    "job_queue": "One relay wakes the workers of all prisons; ids and times only.",
    "worker": "Which worker processes are alive; no prison's data at all.",
    "global_audit_entry": "The trail of the tables above; only the database itself writes it.",
    "rights_clock": "How often anybody's rights have changed: one number, which triggers count.",
    "retention_rule": "Which rows go and when, the same for every prison; only migrations write it.",
}
"""The tables that stand above prisons, each with the reason why."""

PUBLISHED_TABLES = {
    "published_figure": {
        *("metric", "version", "first_on", "last_on", "above", "below", "state", "reported_on"),
    },
    "council_shared": {
        *("proposal_id", "number", "theme", "status", "raised_on", "answered_on", "days", "escalated_on"),
        *("published_on", "problem", "idea", "answer", "words"),
    },
    "council_shown_answer": {
        *("proposal_id", "theme", "published_on", "problem", "idea", "answer", "words"),
    },
}
"""What prisons give to HMPPS, with every column: figures, codes, days, and texts that the gate let out. A new
column needs a line here, and a thought: no person, no account and no case stands in any of them."""

SHOWN_TO_PRISONS = frozenset({"council_shown_answer"})
"""Those of them that staff of other prisons are shown too: texts that the gate let out, and nothing else."""

NATIONAL_REGISTER = {
    "prison": {"id", "code", "name", "name_cy", "active", "gender", "types", "categories", "group_id"},
    "prison_group": {"id", "code", "name"},
}
"""Columns of the public register that the national role reads beside them: which prisons there are."""

HELD_TO_PRISON = {"prison": "id", "membership": "prison_id", "job_queue": "prison_id"}
"""Global tables whose rows each belong to a prison, and the column that says which."""

JOB_QUEUE_COLUMNS = frozenset(
    {
        "prison_id",
        "job_id",
        "kind",
        "available_at",
        "attempts",
        "lease_until",
        "leased_by",
        "woken_at",
        "dead_at",
    },
)
"""Ids, times and counts. `kind` names the function to call, `leased_by` the process that calls it."""

OPEN_TO_PARTNERS = {
    "job": "Ids and codes only; whoever asks for a job that was asked for already must find the earlier one.",
    "vetting_policy": "Whether they may come in rests on it; a trigger lets the prison alone write it.",
    "vetting_lead_time": "When their renewal starts rests on it: a number of days, about nobody.",
    "rota_entry_notice": "What holds at the gate is for all who come in; the prison writes it.",
    "vetting_course": "What the prison teaches is for all to see who send people to it.",
    "vetting_course_session": "When and where, and how many places are left: counts, never who.",
}
"""Tables without an organisation's column that a partner's account may read, within its prison."""

CLOSED_TO_OUTSIDERS = {
    "mail_reach": "Which addresses mail did not reach is for the prison's own staff.",
    "retention_hold": "That somebody's records are kept for an investigation is not theirs to know.",
}
"""Tables with rows of one person or organisation that not even they may read."""

KNOWN_TO_PARTNERS = {
    "uq_message_tenant_id_dedupe_key": "It is made of the ids of rows, which nobody guesses.",
    "uq_partner_tenant_id_name_key": "A prison has one partner of a name; each writes only its own row.",
    "ix_link_tenant_id_purpose": "What a link is about is one organisation's, by an id nobody guesses.",
    "uq_link_tenant_id_digest": "A digest is of 200 random bits: who knows one knows the secret.",
    "uq_vetting_passport_tenant_id_digest": "Of a secret that is drawn at random, and that nobody guesses.",
    "uq_reminder_item_tenant_id_name_subject_id": "It holds ids of rows, which nobody guesses.",
    "uq_rota_visit_tenant_id_held_on_code": "A code is drawn at random for one day and tells nothing.",
}
"""Unique keys of a table narrowed to one organisation that reach across the prison's organisations."""

UNAUDITED = {
    "published_figure": "Worked out every night from rows whose changes are in the trail.",
    "council_shown_answer": "A copy of publications, whose changes are in the trail.",
    "council_shared": "A copy of publications and proposals, whose changes are in the trail.",
    "audit_entry": "It is the trail.",
    "read_entry": "It is the trail of what was read.",
    "export_entry": "It is the trail of what was taken away as a file.",
    "global_audit_entry": "It is the trail.",
    "link_use": "It is the trail of uses; calendars come back every hour.",
    "job": "Each attempt is in the row and in the log; progress would fill the trail.",
    "import_batch": "Planned changes for a few days; carried out, each row they write is in the trail.",
    "import_row": "What a list would do, thousands of rows for a few days; what it did is in the trail.",
    "import_match": "Hashes by which a list's records are found again; what they became is in the trail.",
    "job_queue": "Leases and heartbeats, every few seconds.",
    "worker": "Heartbeats, every few seconds.",
    "rights_clock": "What makes it tick is in the trail.",
    "retention_rule": "Only migrations write it.",
    "retention_run": "Whom it was asked for must not stay; what it did is in the tombstone.",
    "tombstone": "It is itself what is left of records that went.",
}

FEWER_RIGHTS = {
    "audit_entry": frozenset({"SELECT"}),
    "read_entry": frozenset({"SELECT", "INSERT"}),
    "export_entry": frozenset({"SELECT", "INSERT"}),
    "global_audit_entry": frozenset[str](),
    "rights_clock": frozenset({"SELECT"}),
    "retention_rule": frozenset({"SELECT"}),
    "retention_period": frozenset({"SELECT", "INSERT"}),
    "retention_hold": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "council_member": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "vetting_lead_time": frozenset({"SELECT", "INSERT"}),
    "retention_run": frozenset({"SELECT", "INSERT"}),
    "tombstone": frozenset({"SELECT"}),
    "correction_request": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "reminder_refusal": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "reminder_snooze": frozenset({"SELECT", "INSERT", "UPDATE"}),
}
"""Tables of which the application must not have every right: it could rewrite what was recorded."""

DEFINER_FUNCTIONS = {
    "record_audit": "Writes the prison's trail, to which the application has no right of its own.",
    "record_global_audit": "Writes the trail of the global tables.",
    "vetting_seat_bookings": "Gives a place to whoever waits first, whom its giver may not see.",
    "tick_rights": "Counts a change of rights, on a clock that the application can only read.",
    "carry_out_retention": "Deletes what a rule finds past its date, from the trail too; leaves a tombstone.",
    "vetting_forget_purged_case": "Deletes a case whose time is over, also from the trail.",
    "vetting_forget_purged_references": "Deletes its references and their links with it.",
    "vetting_forget_purged_evidence": "Does so with the documents seen for it and what was forecast.",
}
CROSSING_FUNCTIONS = {
    "own_trail": "Shows a person the offices and days of who read their own record; stays in the prison.",
    "vetting_look_through_passport": "Shows level, office and dates of who agreed to it, by their code.",
}
"""Functions that run as their owner and that the application calls: the one way between prisons, and the one
way for a volunteer to what the trail says of them."""
TRIGGER_FUNCTIONS = {
    **DEFINER_FUNCTIONS,
    "vetting_follow_booking": "Lets a training record say what became of the place that was booked.",
    "keep_held": "Refuses to delete a person whose records are kept on hold.",
    "refuse_other_prison": "Holds a global table's rows to the prison of the transaction.",
    "vetting_guard_lead_times": "Lets the prison alone say how long its vetting takes.",
    "vetting_guard_policy": "Keeps versions of the policy in force as they are; outsiders write none.",
}
CALLED_FUNCTIONS = {
    "person_ended_on": "The day somebody's last role ended.",
    "retention_keep": "For how long the prison keeps a kind of record, within floor and ceiling.",
    "retention_due": "Which records are past their date on a day, of those that the caller may see.",
    "require_rights_of": "Fails where rights have changed since they were read; it runs as whoever calls it.",
}
"""Functions that the application calls."""
INNER_FUNCTIONS = {
    "names_any": "Tells whether a text names one of some ids.",
    "forget_accounts": "Takes away what somebody who goes could sign in with.",
    "forget_traces": "Empties what the trail holds of rows that went.",
}
"""Functions that only the functions above call: nobody has the right to."""
FIXED_SEARCH_PATH = "search_path=pg_catalog, pg_temp"

ROLES = (APP_ROLE, NATIONAL_ROLE, OWNER_ROLE)
APP_RIGHTS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
DATABASE_RIGHTS = {(APP_ROLE, "CONNECT"), (NATIONAL_ROLE, "CONNECT")}
SCHEMA_RIGHTS = {(APP_ROLE, "USAGE"), ("PUBLIC", "USAGE"), (NATIONAL_ROLE, "USAGE")}
