"""The office's own keys: changed with the old ones vouching for the new, retired, or begun afresh (exchange.md c.11).

Bundles sealed to any pair that is not retired are opened; each machine's receipts are signed with the pair that it is
known to use, and carry the notices that lead on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.bundles.keys import OFFICE, Keys, PublicKeys, keys_from_text, new_keys
from sinhke_desktop.bundles.refusals import ForAnother, RetiredKey
from sinhke_desktop.bundles.rotation import FIRST, Rotation, rotate
from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import backups
from sinhke_desktop.services.pairing import own_keys
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import office
from sinhke_desktop.storage import office_keys as store
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import KEYS, Connection
from sinhke_desktop.storage.local_values import set_value
from sinhke_desktop.storage.office_keys import OfficeKey
from sinhke_desktop.storage.paired_devices import PairedDevice

_SETTING = (Verdict.APPLY, Verdict.GAP, Verdict.FORK)


class KeyInUse(SinhkeError):
    """Machines still use the key that was to be retired (``GB-36``); nothing was changed."""

    code = "GB-36"

    def __init__(self, machines: Sequence[str]) -> None:
        self.machines = tuple(machines)
        super().__init__(
            _("{count} machines still use this key: {machines}. Nothing was changed.").format(
                count=len(self.machines), machines=", ".join(self.machines)
            ),
            _("Give them their receipts and receive their next bundles, or pair them anew; then retire the key."),
        )


@dataclass(frozen=True, slots=True)
class OfficeKeyShown:
    """A pair of the office's keys: ``number`` is read aloud, ``used_by`` names the machines known to use it."""

    signing: str
    number: str
    position: int
    made_at: str
    newest: bool
    retired: bool
    vouched: bool
    used_by: tuple[str, ...]


def keys(workspace: Workspace) -> list[OfficeKeyShown]:
    """Every pair, newest first."""
    with workspace.database.read() as connection:
        known = _known(workspace, connection)
        users = _users(connection, known)
    return [
        OfficeKeyShown(
            one.signing,
            PublicKeys(one.signing, one.recipient).number(OFFICE),
            one.position,
            one.made_at,
            one.position == known[-1].position,
            one.retired,
            bool(one.vouched),
            tuple(users.get(one.signing, ())),
        )
        for one in reversed(known)
    ]


def _known(workspace: Workspace, connection: Connection) -> list[OfficeKey]:
    """All pairs, oldest first; the only one until the first change."""
    known = store.office_keys(connection)
    if known:
        return known
    own = own_keys(workspace)
    return [OfficeKey(own.public.signing, own.public.recipient, FIRST, own.secret_text())]


def _used(device: PairedDevice, known: Sequence[OfficeKey]) -> str:
    """The signing key that the machine uses; machines paired by earlier programs use the first."""
    return device.office_key or known[0].signing


def _users(connection: Connection, known: Sequence[OfficeKey]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for device in devices.paired_devices(connection):
        if not device.revoked:
            found.setdefault(_used(device, known), []).append(f"{device.name} ({device.device[:8]})")
    return found


def addressed(workspace: Workspace, connection: Connection, to: Sequence[str], device: PairedDevice) -> Keys:
    """The keys that a bundle of *device* is sealed for; raises ForAnother, RetiredKey."""
    for one in reversed(_known(workspace, connection)):
        if one.signing in to:
            if one.retired:
                raise RetiredKey(device.name)
            return keys_from_text(one.secret)
    raise ForAnother


def note_use(connection: Connection, device: PairedDevice, keys: Keys, verdict: Verdict) -> None:
    """Note which pair the machine uses, so that its receipt is signed with it.

    An old bundle that turns up once more does not take a machine back; one that goes on from a restored backup does.
    """
    signing = keys.public.signing
    known = {one.signing: one.position for one in store.office_keys(connection)}
    if verdict in _SETTING or known.get(signing, FIRST) > known.get(device.office_key, FIRST):
        store.set_used_key(connection, device.device, signing)


def for_machine(workspace: Workspace, connection: Connection, device: str) -> Keys:
    """The keys that sign the machine's receipts: those that it uses, or the newest if those are retired."""
    known = _known(workspace, connection)
    paired = devices.paired_device(connection, device)
    used = _used(paired, known) if paired is not None else ""
    found = next((one for one in known if one.signing == used and not one.retired), known[-1])
    return keys_from_text(found.secret)


def notices(workspace: Workspace, connection: Connection, device: str) -> tuple[Rotation, ...]:
    """What leads the machine on from the pair that it uses to the newest; empty if it uses that."""
    known = _known(workspace, connection)
    begin = for_machine(workspace, connection, device).public.signing
    start = next(number for number, one in enumerate(known) if one.signing == begin)
    steps = zip(known[start:], known[start + 1 :], strict=False)
    return tuple(_notice(before, following) for before, following in steps if following.vouched)


def _notice(before: OfficeKey, following: OfficeKey) -> Rotation:
    half = len(following.vouched) // 2
    public = PublicKeys(following.signing, following.recipient)
    return Rotation(before.signing, following.position, public, following.vouched[:half], following.vouched[half:])


def change(workspace: Workspace) -> OfficeKeyShown:
    """Make a new pair that the present one vouches for; every machine's next receipt tells it. Returns the new one.

    A backup is made at once: an earlier one does not hold the new secret. Raises BackupFailed; the pair stays.
    """
    return _begin(workspace, vouched=True)


def begin_afresh(workspace: Workspace) -> OfficeKeyShown:
    """Make a new pair that nothing vouches for and retire all others, as the secret may be in other hands.

    Every machine must be paired anew; what was sealed to the old keys and is on sticks stays readable to whoever has
    the stolen secret (no forward secrecy).
    """
    return _begin(workspace, vouched=False)


def _begin(workspace: Workspace, *, vouched: bool) -> OfficeKeyShown:
    before, following = own_keys(workspace), new_keys()
    now = workspace.clock().isoformat(timespec="seconds")
    with workspace.database.write() as connection:
        known = store.office_keys(connection)
        if not known:
            known = _known(workspace, connection)
            store.add_key(connection, known[0])
        position = known[-1].position + 1
        word = _both_signatures(rotate(before, following, position)) if vouched else ""
        public = following.public
        made = OfficeKey(public.signing, public.recipient, position, following.secret_text(), word, made_at=now)
        store.add_key(connection, made)
        set_value(connection, KEYS, made.secret)
        if not vouched:
            for one in known:
                store.retire_key(connection, one.signing)
        store.announce(connection)
        office.note(connection, now, "change-key" if vouched else "new-key", made.signing, str(position))
    if not workspace.database.on_server:
        backups.make(workspace)
    return keys(workspace)[0]


def _both_signatures(notice: Rotation) -> str:
    return notice.vouched + notice.accepted


def retire(workspace: Workspace, signing: str, *, forced: bool = False) -> None:
    """Forget an earlier pair for good once no machine uses it any more.

    Raises :class:`KeyInUse` with the machines that do, unless *forced*: those must then be paired anew. Raises NotFound
    for the newest pair and for one that there is not.
    """
    with workspace.database.write() as connection:
        known = store.office_keys(connection)
        if signing not in {one.signing for one in known[:-1] if not one.retired}:
            raise NotFound(_("There is no earlier key of this office with that number."))
        users = _users(connection, known).get(signing, [])
        if users and not forced:
            raise KeyInUse(users)
        store.retire_key(connection, signing)
        office.note(connection, workspace.clock().isoformat(timespec="seconds"), "retire-key", signing)
