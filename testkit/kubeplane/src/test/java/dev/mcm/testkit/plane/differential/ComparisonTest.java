package dev.mcm.testkit.plane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What counts as the same answer, and what does not.
class ComparisonTest {

    private static final String UID_1 = "0b9bb7c2-5a58-4f3f-9ee5-000000000001";
    private static final String UID_2 = "0b9bb7c2-5a58-4f3f-9ee5-000000000002";

    @Test
    void uidsTimesAndVersionsOfTheirOwnAreTheSameWhenTheirOrderIs() {
        Transcript one = transcript(object("a", UID_1, "100"), object("b", UID_2, "105"));
        Transcript other = transcript(object("a", UID_2, "7"), object("b", UID_1, "8"));
        assertThat(differences(one, other)).isEmpty();
    }

    @Test
    void versionsInAnotherOrderDiffer() {
        Transcript one = transcript(object("a", UID_1, "100"), object("a", UID_1, "100"));
        Transcript other = transcript(object("a", UID_1, "7"), object("a", UID_1, "8"));
        assertThat(differences(one, other))
                .singleElement()
                .extracting(Difference::path)
                .isEqualTo("body.metadata.resourceVersion");
    }

    @Test
    void aListMayBeNewerThanItsNewestObjectButNotOlder() {
        String newer = "{\"items\":[],\"metadata\":{\"resourceVersion\":\"150\"}}";
        String older = "{\"items\":[],\"metadata\":{\"resourceVersion\":\"50\"}}";
        String exact = "{\"items\":[],\"metadata\":{\"resourceVersion\":\"100\"}}";
        Transcript reference = transcript(object("a", UID_1, "100"), exact);
        assertThat(differences(reference, transcript(object("a", UID_1, "100"), newer))).isEmpty();
        assertThat(differences(reference, transcript(object("a", UID_1, "100"), older))).hasSize(1);
    }

    @Test
    void everyOtherValueCounts() {
        String more = object("a", UID_1, "1").replace("\"x\":1", "\"x\":1,\"y\":2");
        String other = object("a", UID_1, "1").replace("\"x\":1", "\"x\":2");
        Transcript reference = transcript(object("a", UID_1, "1"));
        assertThat(differences(reference, transcript(more)))
                .extracting(Difference::path)
                .containsExactly("body.y");
        assertThat(differences(reference, transcript(other)))
                .extracting(Difference::path)
                .containsExactly("body.x");
    }

    @Test
    void managedFieldsAreComparedWhateverTheirOrder() {
        String one = "{\"metadata\":{\"managedFields\":[%s,%s]}}";
        String first = "{\"manager\":\"a\",\"operation\":\"Apply\",\"time\":\"1\"}";
        String second = "{\"manager\":\"b\",\"operation\":\"Apply\",\"time\":\"2\"}";
        Transcript reference = transcript(one.formatted(first, second));
        assertThat(differences(reference, transcript(one.formatted(second, first)))).isEmpty();
        assertThat(differences(reference, transcript(one.formatted(first, first)))).hasSize(1);
    }

    @Test
    void aWatchThatTheStoreOfTheRealServerFailedIsComparedUpToThere() {
        Request watch =
                new Request.Watch(
                        0,
                        new Target(Kind.EVENT, "a", "", ""),
                        Selection.EVERYTHING,
                        new Request.WatchStart(Known.NOTHING, false, "", true));
        String first = "{\"type\":\"ADDED\",\"object\":{\"x\":1}}";
        String other = "{\"type\":\"ADDED\",\"object\":{\"x\":2}}";
        String failure =
                """
                {"type":"ERROR","object":{"message":"etcd event received with PrevKv=nil (key=k)"}}\
                """;
        Answer real = events(first, failure);
        assertThat(unlisted(watch, real, events(first, other, other))).isEmpty();
        assertThat(unlisted(watch, real, events(other, other, other))).hasSize(1);
        assertThat(unlisted(watch, events(first, first), events(first, other))).hasSize(1);
    }

    private static Answer events(String... events) {
        return new Answer("watch 0", 200, Trees.parse("[" + String.join(",", events) + "]"));
    }

    private static List<Difference> unlisted(Request request, Answer real, Answer simulated) {
        return Comparison.of(
                        new Sequence(1, List.of(request)),
                        new Transcript(List.of(real)),
                        new Transcript(List.of(simulated)))
                .unlisted()
                .stream()
                .flatMap(f -> f.differences().stream())
                .toList();
    }

    @Test
    void theShrinkerKeepsWhatMattersAndItsNumber() {
        Sequence whole = Generator.sequence(3);
        int wanted = whole.requests().size() / 2;
        Sequence fewest =
                Shrinker.shrink(
                        whole, s -> s.requests().stream().anyMatch(r -> r.step() == wanted));
        assertThat(fewest.requests()).extracting(Request::step).containsExactly(wanted);
    }

    private static String object(String name, String uid, String version) {
        return """
        {"metadata":{"name":"%s","uid":"%s","resourceVersion":"%s",
        "creationTimestamp":"%s"},"x":1}\
        """
                .formatted(name, uid, version, version);
    }

    private static Transcript transcript(String... bodies) {
        List<Answer> answers = new ArrayList<>();
        for (String body : bodies) {
            answers.add(new Answer(Integer.toString(answers.size()), 200, Trees.parse(body)));
        }
        return new Transcript(answers);
    }

    private static List<Difference> differences(Transcript one, Transcript other) {
        Transcript left = Normaliser.normalise(one);
        Transcript right = Normaliser.normalise(other);
        List<Difference> found = new ArrayList<>();
        for (int i = 0; i < left.answers().size(); i++) {
            found.addAll(TreeDifference.between(left.answers().get(i), right.answers().get(i)));
        }
        return found;
    }
}
