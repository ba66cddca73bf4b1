"""Photographs of houses and livelihoods: optional, never of identity papers, kept on this machine alone."""

from __future__ import annotations

from dataclasses import replace

from sinhke_desktop.domain.photo import MOST_PHOTOS, Photo, judge_photo
from sinhke_desktop.domain.typed_values import Typed
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import photos as stored


def of_household(workspace: Workspace, household_id: str) -> list[Photo]:
    """The household's photographs, oldest first."""
    with workspace.database.read() as connection:
        return stored.of_household(connection, household_id)


def add(workspace: Workspace, household_id: str, picture: bytes, taken_on: Typed = "", note: str = "") -> Photo:
    """Keep a small JPEG without a camera's remarks; raises InvalidInput (PA-01, PA-02, MH-04) or NotFound."""
    with workspace.database.write() as connection:
        stored_households.get_household(connection, household_id)
        photo = judge_photo(
            workspace.new_id(), household_id, picture, taken_on, note,
            kept=stored.count_of(connection, household_id), today=today(workspace),
        )  # fmt: skip
        stored.put(connection, photo)
    return photo


def describe(workspace: Workspace, photo: Photo, taken_on: Typed, note: str) -> Photo:
    """Give a photograph another day and note; raises InvalidInput."""
    judged = judge_photo(photo.id, photo.household_id, photo.picture, taken_on, note, kept=0, today=today(workspace))
    with workspace.database.write() as connection:
        if photo.id not in {one.id for one in stored.of_household(connection, photo.household_id)}:
            raise NotFound(_("This photograph is no longer there."), _("Open the record again."))
        stored.put(connection, judged)
    return judged


def remove(workspace: Workspace, photo_id: str) -> None:
    """Delete a photograph for good."""
    with workspace.database.write() as connection:
        stored.drop(connection, photo_id)


def put_back(workspace: Workspace, photo: Photo) -> None:
    """Keep again a photograph that was deleted a moment ago; raises InvalidInput (PA-02) if others took its place."""
    with workspace.database.write() as connection:
        if stored.count_of(connection, photo.household_id) >= MOST_PHOTOS:
            text = _("A household has at most {most} photographs. Delete one first.").format(most=MOST_PHOTOS)
            raise InvalidInput([Problem("picture", text, "PA-02")])
        stored.put(connection, replace(photo))
