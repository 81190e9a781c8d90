"""Scores many clips: in one process, in several, or on a cluster."""

from facecheck.batch.job import Job, Outcome
from facecheck.batch.run import run_jobs, run_on
from facecheck.batch.score_clip import overlay_for, run_job

__all__ = ["Job", "Outcome", "overlay_for", "run_job", "run_jobs", "run_on"]
