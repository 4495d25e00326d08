package dev.mcm.testkit.plane.differential;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/// What differs from a real API server on purpose. Each row is on the page
/// `docs/concepts/simulated-planes.md` under the same id, and is as narrow as it can be.
enum ListedDifference {
    WORDS_OF_INVALID(
            "words-of-invalid",
            "answers 422 name each cause in the words of its validation, with a diff of a pod's"
                    + " spec",
            "names the causes it checks, in words of its own",
            "clients decide by code, reason and kind, which are compared; causes are for people",
            (finding, difference) ->
                    finding.bothAnswer(422, "Invalid")
                            && (difference.path().matches("body(\\[0])?\\.message")
                                    || difference
                                            .path()
                                            .matches("body(\\[0])?\\.details\\.causes.*"))),
    WORDS_OF_BAD_REQUEST(
            "words-of-bad-request",
            "answers 400 explain what did not parse in the words of Go's parsers",
            "explains it in words of its own",
            "clients decide by code and reason, which are compared",
            (finding, difference) ->
                    finding.bothAnswer(400, "BadRequest")
                            && difference.path().matches("body(\\[0])?\\.message")),
    WORDS_OF_UID_CONFLICT(
            "words-of-uid-conflict",
            "a replacement under another uid is refused with the storage's error, its key among it",
            "refused with the uids only",
            "clients decide by code and reason, which are compared",
            (finding, difference) ->
                    finding.bothAnswer(409, "Conflict")
                            && difference.path().matches("body(\\[0])?\\.message")
                            && difference.real().asText().contains("StorageError: invalid object")),
    ORDER_OF_CONFLICTS(
            "order-of-conflicts",
            "the message of an apply conflict lists managers in an order of its own",
            "lists the same lines sorted",
            "the message is for people; causes are compared one by one",
            (finding, difference) ->
                    finding.bothAnswer(409, "Conflict")
                            && difference.path().equals("body.message")
                            && finding.sameLines(difference)),
    RELEASED_PHASE(
            "released-phase",
            "a pod's phase that an apply to its status gives up is `Pending` again",
            "it is gone",
            "no kubelet applies a pod's status; replacements and patches of it agree",
            (finding, difference) ->
                    finding.isOf(Kind.POD)
                            && difference.path().endsWith(".status.phase")
                            && difference.real().asText().equals("Pending")
                            && difference.simulated().isMissingNode()),
    BARE_BOOKMARKS(
            "bare-bookmarks",
            "the bookmark after the initial events is an object with the zero values of its kind",
            "only kind, version and annotation",
            "clients read nothing else of a bookmark",
            (finding, difference) ->
                    finding.isBookmark(difference)
                            && difference.simulated().isMissingNode()
                            && !difference.path().contains(".metadata")),
    UNREAD_PREVIOUS(
            "unread-previous",
            "a watch of Events may end in 500 `PrevKv=nil`: etcd gave no version before a change",
            "it goes on",
            "a rare failure of the store's, in 1 of 40,000 requests and not when played again;"
                    + " clients watch anew",
            (finding, difference) ->
                    finding.isOf(Kind.EVENT)
                            && finding.isAfterError(
                                    difference, "etcd event received with PrevKv=nil"));

    private final String id;
    private final String real;
    private final String simulated;
    private final String reason;
    private final BiPredicate<Finding, Difference> holds;

    ListedDifference(
            String id,
            String real,
            String simulated,
            String reason,
            BiPredicate<Finding, Difference> holds) {
        this.id = id;
        this.real = real;
        this.simulated = simulated;
        this.reason = reason;
        this.holds = holds;
    }

    String id() {
        return id;
    }

    /// Its row on the page.
    String row() {
        return "| " + String.join(" | ", id, real, simulated, reason) + " |";
    }

    static Optional<ListedDifference> find(Finding finding, Difference difference) {
        return Arrays.stream(values()).filter(l -> l.holds.test(finding, difference)).findFirst();
    }
}
