"""The work that goes on, on the page: how far it is, and what came of it."""

import streamlit as st

from ui.pages_common.frame import complain
from ui.pages_common.safe import as_markdown
from ui.pages_sources.jobs import JOBS, Job

LOOKED_AT_EVERY = "0.7s"


def draw_job() -> None:
    """Show the work that goes on, looked at again and again until it ends, or what came of the last."""
    job = JOBS.last
    if job is None:
        return
    if job.ended:
        _ended(job)
    else:
        _going_on(job)


def _going_on(job: Job) -> None:
    @st.fragment(run_every=LOOKED_AT_EVERY)
    def look() -> None:
        if job.ended:
            st.rerun(scope="app")
        of = f" {job.done:,} of {job.of:,}" if job.of else ""
        st.progress(job.share, text=as_markdown(f"{job.what}: {job.stage or 'beginning'}{of}"))

    look()


def _ended(job: Job) -> None:
    if job.error is not None:
        complain(f"{job.what}: {job.error}")
    else:
        st.success("  \n".join(as_markdown(line) for line in job.lines))
    st.button("Close", on_click=JOBS.put_away, key="close-job")
