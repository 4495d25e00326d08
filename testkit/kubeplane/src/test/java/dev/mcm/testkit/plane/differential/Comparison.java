package dev.mcm.testkit.plane.differential;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two normalised transcripts of one sequence side by side.
///
/// @param unlisted what differs and is not in [ListedDifference]
/// @param listed how often each listed difference was met
record Comparison(
        Sequence sequence, List<Finding> unlisted, Map<ListedDifference, Integer> listed) {

    Comparison {
        unlisted = List.copyOf(unlisted);
        listed = Map.copyOf(listed);
    }

    static Comparison of(Sequence sequence, Transcript real, Transcript simulated) {
        if (real.answers().size() != simulated.answers().size()) {
            throw new IllegalArgumentException(
                    "Transcripts of "
                            + real.answers().size()
                            + " and "
                            + simulated.answers().size()
                            + " answers are not of the same sequence");
        }
        List<Finding> unlisted = new ArrayList<>();
        Map<ListedDifference, Integer> listed = new EnumMap<>(ListedDifference.class);
        for (int i = 0; i < real.answers().size(); i++) {
            Answer expected = real.answers().get(i);
            Answer actual = simulated.answers().get(i);
            Finding finding =
                    new Finding(
                            request(sequence, expected.step()),
                            expected,
                            actual,
                            TreeDifference.between(expected, actual));
            List<Difference> rest = withoutListed(finding, listed);
            if (!rest.isEmpty()) {
                unlisted.add(finding.with(rest));
            }
        }
        return new Comparison(sequence, unlisted, listed);
    }

    private static List<Difference> withoutListed(
            Finding finding, Map<ListedDifference, Integer> listed) {
        List<Difference> rest = new ArrayList<>();
        for (Difference difference : finding.differences()) {
            Optional<ListedDifference> known = ListedDifference.find(finding, difference);
            known.ifPresentOrElse(
                    l -> listed.merge(l, 1, Integer::sum), () -> rest.add(difference));
        }
        return rest;
    }

    private static Optional<Request> request(Sequence sequence, String step) {
        String number = step.replace("watch ", "");
        return sequence.requests().stream()
                .filter(r -> Integer.toString(r.step()).equals(number))
                .findFirst();
    }

    boolean isClean() {
        return unlisted.isEmpty();
    }

    /// The first difference, and the requests up to it as a way to see it again.
    String text() {
        if (isClean()) {
            return "seed " + sequence.seed() + ": no unlisted difference";
        }
        Finding first = unlisted.getFirst();
        return "seed "
                + sequence.seed()
                + ": "
                + unlisted.size()
                + " steps differ, first "
                + first.text()
                + "\n  played:\n"
                + sequence.text();
    }
}
