package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.Trees;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListsAndWatchesIT {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final SimulatedPlane plane =
            SimulatedPlane.start(
                    PlaneOptions.of("aws-1")
                            .withEventLog(64)
                            .withBookmarkInterval(Duration.ofMillis(200)));
    private final PlaneHttp http = PlaneHttp.to(plane);

    @BeforeEach
    void createSome() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            create(name, "red");
        }
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private String create(String name, String colour) {
        JsonNode made =
                http.post(
                                MAPS,
                                "{'metadata':{'name':'"
                                        + name
                                        + "','labels':{'colour':'"
                                        + colour
                                        + "'}}}")
                        .body();
        return Trees.text(made, "metadata", "resourceVersion");
    }

    private void paint(String name, String colour) {
        http.merge(MAPS + "/" + name, "{'metadata':{'labels':{'colour':'" + colour + "'}}}");
    }

    private static List<String> names(PlaneHttp.Reply list) {
        return list.body().path("items").findValuesAsText("name");
    }

    private static String version(PlaneHttp.Reply reply) {
        return Trees.text(reply.body(), "metadata", "resourceVersion");
    }

    @Test
    void pagesShowOneVersionAndSayHowMuchRemains() {
        PlaneHttp.Reply first = http.get(MAPS + "?limit=2");
        assertThat(names(first)).containsExactly("a", "b");
        assertThat(Trees.number(first.body(), 0, "metadata", "remainingItemCount")).isEqualTo(3);
        http.delete(MAPS + "/d", "");
        create("ab", "red");
        String token = Trees.text(first.body(), "metadata", "continue");
        PlaneHttp.Reply rest = http.get(MAPS + "?limit=9&continue=" + token);
        assertThat(names(rest)).containsExactly("c", "d", "e");
        assertThat(version(rest)).isEqualTo(version(first));
        assertThat(rest.body().path("metadata").has("remainingItemCount")).isFalse();
    }

    @Test
    void anExpiredPageAnswersGoneWithATokenForTheRestAsItIsNow() {
        PlaneHttp.Reply first = http.get(MAPS + "?limit=2");
        http.delete(MAPS + "/d", "");
        plane.faults().compact();
        PlaneHttp.Reply gone =
                http.get(
                        MAPS
                                + "?limit=2&continue="
                                + Trees.text(first.body(), "metadata", "continue"));
        assertThat(gone.code()).isEqualTo(410);
        assertThat(Trees.text(gone.body(), "reason")).isEqualTo("Expired");
        PlaneHttp.Reply rest =
                http.get(MAPS + "?continue=" + Trees.text(gone.body(), "metadata", "continue"));
        assertThat(names(rest)).containsExactly("c", "e");
        assertThat(Long.parseLong(version(rest))).isGreaterThan(Long.parseLong(version(first)));
    }

    @Test
    void aListCanAskForAVersion() {
        PlaneHttp.Reply before = http.get(MAPS);
        String exactly = "&resourceVersionMatch=Exact";
        http.delete(MAPS + "/b", "");
        paint("a", "blue");
        create("f", "red");
        String then = MAPS + "?resourceVersion=" + version(before);
        assertThat(http.get(then + exactly).body().path("items"))
                .isEqualTo(before.body().path("items"));
        assertThat(names(http.get(then))).containsExactly("a", "c", "d", "e", "f");
        assertThat(names(http.get(then + "&resourceVersionMatch=NotOlderThan")))
                .containsExactly("a", "c", "d", "e", "f");
        plane.faults().compact();
        assertThat(http.get(then + exactly).code()).isEqualTo(410);
        assertThat(http.get(then).code()).isEqualTo(200);
        PlaneHttp.Reply future = http.get(MAPS + "?resourceVersion=99999999999999");
        assertThat(future.code()).isEqualTo(504);
        assertThat(future.body().at("/details/causes/0/reason").asText())
                .isEqualTo("ResourceVersionTooLarge");
    }

    @Test
    void parametersThatDoNotGoTogetherAreRefused() {
        assertThat(http.get(MAPS + "?resourceVersionMatch=Exact").code()).isEqualTo(422);
        assertThat(http.get(MAPS + "?resourceVersion=x").code()).isEqualTo(400);
        assertThat(http.get(MAPS + "?continue=nonsense").code()).isEqualTo(400);
        assertThat(http.get(MAPS + "?watch=1&sendInitialEvents=true").code()).isEqualTo(422);
        assertThat(http.get(MAPS + "?fieldSelector=data.a%3D1").message())
                .isEqualTo(
                        "\"data.a\" is not a known field selector: only \"metadata.name\","
                                + " \"metadata.namespace\"");
        assertThat(http.get("/api/v1/pods?fieldSelector=spec.x%3D1").code()).isEqualTo(400);
    }

    @Test
    void aWatchBeginsWithTheStateAndTellsItsEnd() throws IOException {
        String parameters =
                "?watch=1&allowWatchBookmarks=true&sendInitialEvents=true"
                        + "&resourceVersionMatch=NotOlderThan&labelSelector=colour%3Dred";
        paint("b", "blue");
        String current = version(http.get(MAPS));
        try (PlaneHttp.Watch watch = http.watch(MAPS + parameters)) {
            assertThat(List.of(watch.nextName(), watch.nextName(), watch.nextName()))
                    .containsExactly("ADDED a", "ADDED c", "ADDED d");
            assertThat(watch.nextName()).isEqualTo("ADDED e");
            JsonNode end = watch.next();
            assertThat(Trees.text(end, "type")).isEqualTo("BOOKMARK");
            assertThat(
                            Trees.text(
                                    end,
                                    "object",
                                    "metadata",
                                    "annotations",
                                    "k8s.io/initial-events-end"))
                    .isEqualTo("true");
            assertThat(Trees.text(end, "object", "metadata", "resourceVersion")).isEqualTo(current);
        }
    }

    @Test
    void enteringAndLeavingASelectorIsAddedAndDeleted() throws IOException {
        String from = "&resourceVersion=" + version(http.get(MAPS));
        try (PlaneHttp.Watch watch =
                http.watch(MAPS + "?watch=1&labelSelector=colour%3Dblue" + from)) {
            paint("a", "blue");
            assertThat(watch.nextName()).isEqualTo("ADDED a");
            paint("a", "red");
            JsonNode left = watch.next();
            assertThat(Trees.text(left, "type")).isEqualTo("DELETED");
            assertThat(Trees.text(left, "object", "metadata", "labels", "colour"))
                    .isEqualTo("blue");
            assertThat(Trees.text(left, "object", "metadata", "resourceVersion"))
                    .isEqualTo(version(http.get(MAPS + "/a")));
            paint("c", "blue");
            http.delete(MAPS + "/c", "");
            JsonNode added = watch.next();
            JsonNode deleted = watch.next();
            assertThat(Trees.text(deleted, "type")).isEqualTo("DELETED");
            assertThat(deleted.at("/object/metadata/resourceVersion").asLong())
                    .isGreaterThan(added.at("/object/metadata/resourceVersion").asLong());
        }
        try (PlaneHttp.Watch one =
                http.watch(MAPS + "?watch=1&fieldSelector=metadata.name%3Db" + from)) {
            paint("d", "blue");
            paint("b", "blue");
            assertThat(one.nextName()).isEqualTo("MODIFIED b");
        }
    }

    @Test
    void aWatchSendsBookmarksAndEndsAtItsTimeout() throws IOException {
        String from = version(http.get(MAPS));
        long last = 0;
        try (PlaneHttp.Watch watch =
                http.watch(
                        MAPS
                                + "?watch=1&allowWatchBookmarks=true&timeoutSeconds=1&resourceVersion="
                                + from)) {
            for (JsonNode e = watch.next(); !e.isMissingNode(); e = watch.next()) {
                assertThat(Trees.text(e, "type")).isEqualTo("BOOKMARK");
                last = e.at("/object/metadata/resourceVersion").asLong();
            }
        }
        assertThat(last).isGreaterThanOrEqualTo(Long.parseLong(from));
    }

    @Test
    void aWatchFromAForgottenVersionEndsWithGone() throws IOException {
        String from = version(http.get(MAPS));
        paint("a", "blue");
        plane.faults().compact();
        try (PlaneHttp.Watch watch = http.watch(MAPS + "?watch=1&resourceVersion=" + from)) {
            JsonNode error = watch.next();
            assertThat(Trees.text(error, "type")).isEqualTo("ERROR");
            assertThat(Trees.number(error, 0, "object", "code")).isEqualTo(410);
            assertThat(watch.next().isMissingNode()).isTrue();
        }
    }

    @Test
    void aWatchFromAVersionToComeWaitsForIt() throws IOException {
        long now = Long.parseLong(version(http.get(MAPS)));
        try (PlaneHttp.Watch watch = http.watch(MAPS + "?watch=1&resourceVersion=" + (now + 2))) {
            create("x", "red");
            create("y", "red");
            create("z", "red");
            assertThat(watch.nextName()).isEqualTo("ADDED z");
        }
    }

    @Test
    void listsAreInTheOrderOfTheirPaths() {
        for (String namespace : List.of("n", "n-a", "n0")) {
            http.post("/api/v1/namespaces", "{'metadata':{'name':'" + namespace + "'}}");
            http.post("/api/v1/namespaces/" + namespace + "/secrets", "{'metadata':{'name':'s'}}");
        }
        assertThat(http.get("/api/v1/secrets").body().path("items").findValuesAsText("namespace"))
                .containsExactly("n-a", "n", "n0");
    }
}
