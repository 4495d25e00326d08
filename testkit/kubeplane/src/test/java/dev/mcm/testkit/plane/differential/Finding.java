package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The differences of one step.
///
/// @param request empty for steps of the player's own: namespaces, final objects
record Finding(
        Optional<Request> request, Answer real, Answer simulated, List<Difference> differences) {

    private static final int SHOWN = 12;
    private static final Pattern ELEMENT = Pattern.compile("body\\[(\\d+)]");
    private static final Pattern EVENT = Pattern.compile("body\\[(\\d+)]\\.object\\..*");

    Finding {
        differences = List.copyOf(differences);
    }

    Finding with(List<Difference> others) {
        return new Finding(request, real, simulated, others);
    }

    boolean isOf(Kind kind) {
        return request.map(r -> r.target().kind() == kind)
                .orElse(step().startsWith("final " + kind.objectKind() + " "));
    }

    /// Whether two texts differ in the order of their lines only; both begin with a common clause.
    boolean sameLines(Difference difference) {
        return lines(difference.real()).equals(lines(difference.simulated()));
    }

    private static List<String> lines(JsonNode text) {
        String[] parts = text.asText().replaceFirst("conflicts: ", "conflicts:\n").split("\n", -1);
        return Arrays.stream(parts).sorted().toList();
    }

    /// Whether a difference lies in an event of a watch that is a bookmark for both.
    boolean isBookmark(Difference difference) {
        Matcher event = EVENT.matcher(difference.path());
        if (!event.matches() || !step().startsWith("watch")) {
            return false;
        }
        int index = Integer.parseInt(event.group(1));
        return Trees.text(real.body().path(index), "type").equals("BOOKMARK")
                && Trees.text(simulated.body().path(index), "type").equals("BOOKMARK");
    }

    /// Whether a difference lies in a watch that the real server ended with this error, at the
    /// error or after it.
    boolean isAfterError(Difference difference, String words) {
        Matcher element = ELEMENT.matcher(difference.path());
        if (!element.lookingAt() || !step().startsWith("watch")) {
            return false;
        }
        JsonNode last = real.body().path(real.body().size() - 1);
        return Trees.text(last, "type").equals("ERROR")
                && Trees.text(last, "object", "message").contains(words)
                && Integer.parseInt(element.group(1)) >= real.body().size() - 1;
    }

    /// Whether both servers refused with this code and reason.
    boolean bothAnswer(int code, String reason) {
        return refuses(real, code, reason) && refuses(simulated, code, reason);
    }

    private static boolean refuses(Answer answer, int code, String reason) {
        JsonNode status = answer.body().isArray() ? answer.body().path(0) : answer.body();
        return answer.code() == code && Trees.text(status, "reason").equals(reason);
    }

    String step() {
        return real.step();
    }

    String text() {
        StringBuilder text = new StringBuilder("step ").append(step());
        request.ifPresent(r -> text.append(": ").append(r));
        text.append("\n    codes: real ").append(real.code());
        text.append(", simulated ").append(simulated.code());
        differences.stream().limit(SHOWN).forEach(d -> text.append("\n    ").append(d.text()));
        if (differences.size() > SHOWN) {
            text.append("\n    and ").append(differences.size() - SHOWN).append(" more");
        }
        return text.toString();
    }
}
