"""Whatever happens to households in whatever order: nobody is lost, doubled or changed, and every day can be shown."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.services import hamlets, households, integrity, life_undo, lives, past
from sinhke_desktop.storage import households as stored
from sinhke_desktop.storage import rows

START = date(2026, 1, 1)
ACTS = ("split", "merge", "head", "die", "born", "join", "part", "move", "leave", "arrive", "back")
NUMBERS, WORLDS = count(1), count()


@dataclass
class World:
    """The store with what must be true of it: every living person by name, those gone, and each day's register."""

    workspace: object
    hamlets: list
    data: st.DataObject
    day: date = field(default_factory=lambda: START + timedelta(days=40 * next(WORLDS)))
    living: dict = field(default_factory=dict)
    left: dict = field(default_factory=dict)
    days: dict = field(default_factory=dict)

    def today(self):
        day = self.day
        return replace(
            self.workspace,
            clock=lambda: datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC),
            new_id=lambda: f"{next(NUMBERS):032x}",
        )

    def households(self):
        with self.workspace.database.read() as connection:
            return sorted(stored.all_households(connection, self.workspace.commune_code), key=lambda one: one.id)

    def pick(self, some):
        return self.data.draw(st.sampled_from(some))

    def person(self, relation):
        number = next(NUMBERS)
        return MemberInput(
            f"Người {number}", relation, self.pick(["male", "female"]), str(1940 + number % 80), "Kinh",
            f"{number:012d}", note=f"ghi chú {number}", insured="yes",
        )  # fmt: skip


def essence(member):
    return replace(member, id="", position=0, relation="")


def note(world):
    """Take the newly registered people into the account."""
    for household in world.households():
        for member in household.members:
            world.living.setdefault(member.full_name, essence(member))


def forget(world, members):
    for member in members:
        del world.living[member.full_name]


def register(world):
    people = [world.person(HEAD), *(world.person("Khác") for _ in range(world.data.draw(st.integers(0, 3))))]
    made = households.register(world.today(), HouseholdInput(world.pick(world.hamlets).id, tuple(people)))
    note(world)
    return made


def relations(members):
    return {one.id: "Khác" for one in members}


def come(world, kind):
    """A household arrives, or one that had left is back."""
    workspace, on = world.today(), world.day
    if kind == "arrive":
        typed = HouseholdInput(world.pick(world.hamlets).id, (world.person(HEAD), world.person("Vợ")))
        done = lives.arrive(workspace, typed, on, "đến")
        note(world)
        return done.act.id
    gone = [one for one in households.removed(workspace) if one.id in world.left]
    if not gone:
        return None
    chosen = world.pick(sorted(gone, key=lambda one: one.id))
    done = lives.come_back(workspace, chosen.id, on, "về")
    world.living |= world.left.pop(chosen.id)
    return done.act.id


def act(world, kind):
    """Carry out one act of *kind* where it can be; returns the act's id, or nothing."""
    known = world.households()
    workspace, on = world.today(), world.day
    if kind in ("arrive", "back"):
        return come(world, kind)
    if not known:
        return None
    household = world.pick(known)
    member = world.pick(household.members)
    others = [one for one in household.members if one.id != member.id]
    follower = world.pick(others).id if others else ""
    if kind == "split" and others:
        rest = world.pick(others)
        going = [one for one in household.members if one.id != rest.id]
        return lives.split(
            workspace, household.id, [one.id for one in going], going[0].id, world.pick(world.hamlets).id, on, "tách",
            relations=relations(going), rest_head_id=rest.id,
        ).act.id  # fmt: skip
    if kind == "merge" and len(known) > 1:
        into = world.pick([one for one in known if one.id != household.id])
        return lives.merge(workspace, household.id, into.id, relations(household.members), on, "nhập").act.id
    if kind == "head" and others and member.id != household.head.id:
        return lives.change_head(workspace, household.id, member.id, relations(others), on, "đổi").act.id
    if kind == "die" or (kind == "part" and others):
        done = (lives.die if kind == "die" else lives.part)(
            workspace, household.id, member.id, on, "đi", new_head_id=follower, relations=relations(others)
        )
        forget(world, [member])
        return done.act.id
    if kind in ("born", "join"):
        typed = world.person("Khác")
        if kind == "born":
            done = lives.born(workspace, household.id, replace(typed, birth=""), on, "sinh")
        else:
            done = lives.join(workspace, household.id, typed, on, "đến ở")
        note(world)
        return done.act.id
    if kind == "move":
        hamlet = next(one for one in world.hamlets if one.id != household.hamlet_id)
        return lives.move(workspace, household.id, hamlet.id, on, "chuyển").act.id
    if kind == "leave":
        done = lives.leave(workspace, household.id, on, "đi xa")
        world.left[household.id] = {one.full_name: essence(one) for one in household.members}
        forget(world, household.members)
        return done.act.id
    return None


def check_people(world):
    seen = []
    for household in world.households():
        assert sum(one.is_head for one in household.members) == 1
        assert len({one.position for one in household.members}) == len(household.members)
        seen += [essence(one) for one in household.members]
    assert sorted(one.full_name for one in seen) == sorted(world.living)
    assert {one.full_name: one for one in seen} == world.living


def state(world):
    """The hash over everything that lives but for the acts themselves."""
    from sinhke_desktop.domain.operations import state_hash

    with world.workspace.database.read() as connection:
        return state_hash([one for one in rows.live_entities(connection) if not one[0].startswith("life_act:")])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nobody_is_lost_and_every_day_can_be_shown(workspace, data):
    known = hamlets.all_hamlets(workspace)
    known = known or [hamlets.add(workspace, "Tân Tiến"), hamlets.add(workspace, "Tân Hòa")]
    world = World(workspace, known, data)
    for household in world.households():
        households.remove(world.today(), household.id, "lần thử trước")
    for _number in range(3):
        register(world)
    base = {household.id for household in world.households()}
    for _number in range(data.draw(st.integers(3, 12))):
        world.day += timedelta(days=data.draw(st.integers(0, 2)))
        undone = data.draw(st.booleans())
        before, people, left = state(world), dict(world.living), {key: dict(one) for key, one in world.left.items()}
        act_id = act(world, data.draw(st.sampled_from(ACTS)))
        check_people(world)
        if act_id and undone:
            life_undo.undo(world.today(), act_id)
            world.living, world.left = people, left
            assert state(world) == before
            check_people(world)
        world.days[world.day] = {one.id: one for one in world.households()}
    for day, register_then in world.days.items():
        shown = {one.id: one for one in past.register_as_of(workspace, day)}
        assert shown == register_then
        assert {one: past.as_of(workspace, one, day) for one in register_then} == register_then
    assert base
    assert integrity.check(workspace).ok


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_split_and_the_merger_of_its_parts_change_nothing_of_anybody(workspace, data):
    known = hamlets.all_hamlets(workspace) or [hamlets.add(workspace, "Tân Tiến"), hamlets.add(workspace, "Tân Hòa")]
    world = World(workspace, known, data)
    people = tuple(world.person(HEAD if number == 0 else "Khác") for number in range(data.draw(st.integers(2, 6))))
    family = households.register(world.today(), HouseholdInput(known[0].id, people, phone="0912345678"))
    going = data.draw(st.lists(st.sampled_from(family.members[1:]), min_size=1, unique=True))
    done = lives.split(
        world.today(), family.id, [one.id for one in going], going[0].id, known[1].id, world.day, "tách",
        relations=relations(going),
    )  # fmt: skip
    lives.merge(world.today(), done.other.id, family.id, relations(done.other.members), world.day, "nhập")
    now = households.get(workspace, family.id)
    before, after = ({one.full_name: essence(one) for one in some.members} for some in (family, now))
    assert after == before
    assert len(now.members) == len(family.members)
    assert replace(now, members=()) == replace(family, members=())
    assert now.head == family.head
