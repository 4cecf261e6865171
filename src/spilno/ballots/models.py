"""A question put to the vote, the electorate frozen at opening, one vote for each right."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from spilno.members.models import Membership
from spilno.people.models import Person
from spilno.ui.words import in_language


class Question(models.Model):
    """A question. What the statute asked at the opening is frozen here, so that the result can always be explained.

    `share` is text like "1/2"; `strict`: must be exceeded. `base`: members, present, cast. Counts are votes, not people.
    """

    class Method(models.TextChoices):
        OPEN = "open", _("open vote")
        ROLL_CALL = "roll_call", _("roll-call vote")
        BY_HAND = "by_hand", _("show of hands, counted by the commission")
        SECRET = "secret", _("secret ballot")

    class State(models.TextChoices):
        OPEN = "open", _("voting goes on")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    class Kind(models.TextChoices):
        MOTION = "motion", _("for or against")
        PLURALITY = "plurality", _("one candidate, with a run-off")
        APPROVAL = "approval", _("as many candidates as the voter approves of")
        STV = "stv", _("candidates in the order of preference")

    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MOTION)
    seats = models.PositiveSmallIntegerField(default=1)  # to be filled by an election
    run_off_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="run_offs")
    lot = models.JSONField(default=list)  # numbers of candidates in the order drawn; empty when no tie asked for a lot
    method = models.CharField(max_length=10, choices=Method)
    matter = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)  # shown as a countdown; the chair closes
    closed_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    entitled = models.PositiveIntegerField()  # members with a deciding vote on the day
    present = models.PositiveIntegerField()  # of them present when it was put
    recused = models.PositiveIntegerField(default=0)  # of the present, taken out of the base
    quorum_needed = models.PositiveIntegerField()
    share = models.CharField(max_length=12)
    strict = models.BooleanField()
    base = models.CharField(max_length=10)
    article = models.CharField(max_length=40)
    level_share = models.CharField(
        max_length=12, blank=True
    )  # of a double majority: asked within each level of councils
    level_strict = models.BooleanField(default=False)
    level_base = models.CharField(max_length=10, blank=True)

    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    votes_abstained = models.PositiveIntegerField(null=True)
    not_voted = models.PositiveIntegerField(null=True)
    absent = models.PositiveIntegerField(null=True)
    needed = models.PositiveIntegerField(null=True)
    carried = models.BooleanField(null=True)

    class Meta:
        ordering = ["opened_at", "pk"]

    def __str__(self):
        return self.title

    @cached_property
    def names(self):
        """Names of candidates by number; none of a motion."""
        return {} if self.kind == self.Kind.MOTION else dict(self.candidates.values_list("number", "name"))


class Candidate(models.Model):
    """A candidate on the ballot paper of a question, frozen when it was put; a ballot names the number."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="candidates")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["question", "number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_candidate_per_number")]

    def __str__(self):
        return self.name


class Elector(models.Model):
    """One right to vote, frozen at opening: whose it is, who carries it, whether present.

    `holder` is the person who casts it: the representative, a substitute, or the holder of a proxy.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="electors")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=300)
    place = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=14, blank=True)  # of its council; empty for a member that is no council
    holder = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    holder_name = models.CharField(max_length=200, blank=True)
    by_proxy = models.BooleanField(default=False)
    present = models.BooleanField()
    recused = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["question", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "membership"], name="one_right_per_member")]

    @property
    def member_name(self):
        """The council in the language of the reader; in Ukrainian it is the name that was frozen."""
        known = self.membership.organisation if get_language() == "en" and self.membership else None
        return in_language(self.name, known.name_en if known else "")


class Vote(models.Model):
    """A vote cast. The elector is the key: there is never a second one. In an election `value` names candidates."""

    class Value(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAINED = "abstained", _("abstained")

    class Via(models.TextChoices):
        PHONE = "phone", _("from the phone")
        HAND = "hand", _("by the counting commission")

    question = models.ForeignKey(Question, models.CASCADE, related_name="votes")
    elector = models.OneToOneField(Elector, models.CASCADE, related_name="vote")
    value = models.CharField(max_length=200)
    via = models.CharField(max_length=6, choices=Via, default=Via.PHONE)
    cast_at = models.DateTimeField()
    cast_by = models.PositiveBigIntegerField(null=True)


class HandSheet(models.Model):
    """A count by hand as one member of the counting commission entered it; two sheets that agree make the result.

    `roll` keeps, for a roll-call by hand, the value per elector number; empty when only totals were counted. `pile` keeps,
    for paper ballots of a secret vote, how many of them say what.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="sheets")
    entered_by = models.PositiveBigIntegerField()
    entered_name = models.CharField(max_length=200)
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    votes_abstained = models.PositiveIntegerField()
    roll = models.JSONField(default=dict)
    pile = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "entered_by"], name="one_sheet_per_counter")]


class SecretVote(models.Model):
    """The key of a secret question. The primes are there only while voting goes on; what they signed is checked for ever.

    `seal` is the digest of the list of ballots, kept when the box is sealed at closing.
    """

    question = models.OneToOneField(Question, models.CASCADE, primary_key=True, related_name="secret")
    modulus = models.TextField()  # hexadecimal
    exponent = models.PositiveIntegerField(default=65537)
    primes = models.TextField(blank=True)  # encrypted with the key of the installation
    seal = models.CharField(max_length=64, blank=True)


class PaperGiven(models.Model):
    """A ballot paper given out: for which right, and the digest of the blinded token that was signed, to sign it once more.

    "paper" in its place: it was handed out on paper. No time and no order: they would tell which ballot followed it.
    """

    elector = models.OneToOneField(Elector, models.CASCADE, primary_key=True, related_name="paper")
    digest = models.CharField(max_length=64)


class BallotCast(models.Model):
    """A ballot in the box. Its token is the key: there is never a second one. Nothing here leads to a person."""

    token = models.CharField(max_length=64, primary_key=True)
    question = models.ForeignKey(Question, models.CASCADE, related_name="ballots")
    prefix = models.CharField(max_length=64)
    signature = models.TextField()
    choice = models.CharField(max_length=200)
