package dev.mcm.autoscaler.core;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mcm.state.deployment.Autoscaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Published cases of Knative's KPA and of Baseten's rules, run through the core. Skipped where the
/// file is missing.
class ReferenceVectorsTest {
    private static final Set<String> OUR_RULES = Set.of("kpa", "hpa", "baseten");

    /// Cases whose rule the core does not have, by kind, with the reason.
    private static final Map<String, String> NOT_OURS =
            Map.ofEntries(
                    entry(
                            "kpa.scale_to_zero",
                            "MCM takes zero by proof from every plane, not by Knative's activator"
                                    + " states and probes"),
                    entry(
                            "kpa.target",
                            "no per-revision container concurrency, no rps metric: the target is"
                                    + " concurrency x utilization"),
                    entry("kpa.sample_size", "planes report totals, pods are not sampled"),
                    entry("kpa.weighted_coeff", "no weighted window"),
                    entry("kpa.weighted_average", "no weighted window"),
                    entry(
                            "kpa.invalid",
                            "a missing metric is a state of the input (HOLD_NO_METRICS), not an"
                                    + " invalid result"),
                    entry("hpa.resource_utilization", "resource metrics are not an input yet"),
                    entry("hpa.rate_policy", "rate policies are not a setting yet"),
                    entry("hpa.stabilization", "stabilisation windows are not a setting yet"),
                    entry("hpa.object_or_external_value", "external metrics are not an input yet"),
                    entry("hpa.average_value", "external metrics are not an input yet"),
                    entry("hpa.pods_metric", "pod metrics are not an input yet"),
                    entry("hpa.legacy_limit", "legacy limit of Kubernetes, no such setting"),
                    entry(
                            "hpa.legacy_stabilization",
                            "stabilisation windows are not a setting yet"),
                    entry("hpa.multi_metric", "one metric only so far"));

    private record Vector(String id, String kind, JsonObject inputs, JsonElement expected) {}

    @TestFactory
    Stream<DynamicTest> coreReproducesThePublishedCases() throws IOException {
        List<Vector> vectors = vectors();
        return vectors.stream()
                .filter(vector -> !NOT_OURS.containsKey(vector.kind))
                .map(vector ->
                        DynamicTest.dynamicTest(vector.kind + " " + vector.id, () -> run(vector)));
    }

    @TestFactory
    Stream<DynamicTest> casesOfOtherRulesAreListedWithTheirReason() throws IOException {
        return vectors().stream()
                .filter(vector -> NOT_OURS.containsKey(vector.kind))
                .map(vector ->
                        DynamicTest.dynamicTest(vector.kind + " " + vector.id, () -> skip(vector)));
    }

    private static void skip(Vector vector) {
        Assumptions.abort(vector.id + ": " + NOT_OURS.get(vector.kind));
    }

    @TestFactory
    Stream<DynamicTest> everyKindIsRunOrListed() throws IOException {
        Set<String> run =
                Set.of(
                        "kpa.sequence",
                        "kpa.start",
                        "kpa.window_average",
                        "kpa.window_max",
                        "baseten.desired",
                        "baseten.scale_down_steps");
        Set<String> kinds = new TreeSet<>(vectors().stream().map(Vector::kind).toList());
        return kinds.stream()
                .map(kind ->
                        DynamicTest.dynamicTest(
                                kind,
                                () ->
                                        assertThat(run.contains(kind) || NOT_OURS.containsKey(kind))
                                                .isTrue()));
    }

    private static List<Vector> vectors() throws IOException {
        Optional<Path> file = file();
        Assumptions.assumeTrue(file.isPresent(), "autoscaling_vectors.json is not in mcm.data.dir");
        JsonArray all =
                JsonParser.parseString(Files.readString(file.orElseThrow())).getAsJsonArray();
        List<Vector> vectors = new ArrayList<>();
        for (JsonElement element : all) {
            JsonObject vector = element.getAsJsonObject();
            String kind = vector.get("kind").getAsString();
            if (OUR_RULES.contains(kind.substring(0, kind.indexOf('.')))) {
                vectors.add(
                        new Vector(
                                vector.get("id").getAsString(),
                                kind,
                                vector.getAsJsonObject("inputs"),
                                vector.get("expected")));
            }
        }
        return vectors;
    }

    private static Optional<Path> file() {
        return Stream.of(System.getProperty("mcm.data.dir"), System.getenv("MCM_DATA_DIR"))
                .filter(folder -> folder != null && !folder.isEmpty())
                .map(folder -> Path.of(folder, "autoscaling_vectors.json"))
                .filter(Files::exists)
                .findFirst();
    }

    private static void run(Vector vector) {
        switch (vector.kind) {
            case "kpa.sequence" -> sequence(vector.inputs, vector.expected.getAsJsonArray());
            case "kpa.start" -> start(vector.inputs, vector.expected.getAsJsonObject());
            case "kpa.window_average" ->
                    windowAverage(vector.inputs, vector.expected.getAsJsonArray());
            case "kpa.window_max" -> windowMax(vector.inputs, vector.expected.getAsJsonArray());
            case "baseten.desired" -> basetenDesired(vector.inputs, vector.expected.getAsInt());
            case "baseten.scale_down_steps" ->
                    basetenSteps(vector.inputs, vector.expected.getAsJsonArray());
            default ->
                    throw new AssertionError("kind " + vector.kind + " is neither run nor listed");
        }
    }

    private static void sequence(JsonObject inputs, JsonArray expected) {
        JsonObject spec = inputs.getAsJsonObject("spec");
        boolean reachable = spec.get("reachable").getAsBoolean();
        double downRate =
                reachable
                        ? spec.get("max_scale_down_rate").getAsDouble()
                        : Double.POSITIVE_INFINITY;
        ReactionLimits limits =
                new ReactionLimits(
                        spec.get("panic_threshold").getAsDouble(),
                        spec.get("max_scale_up_rate").getAsDouble(),
                        downRate,
                        Math.max(1, spec.get("activation_scale").getAsInt()));
        int window = spec.get("stable_window_s").getAsInt();
        int delay = spec.get("scale_down_delay_s").getAsInt();
        double target = spec.get("target").getAsDouble();
        Panic panic = firstPanic(spec);
        Peaks peaks = Peaks.NONE;
        for (int i = 0; i < expected.size(); i++) {
            JsonObject step = inputs.getAsJsonArray("steps").get(i).getAsJsonObject();
            target =
                    step.has("update_spec")
                            ? step.getAsJsonObject("update_spec").get("target").getAsDouble()
                            : target;
            long now = step.get("t_s").getAsLong();
            ConcurrencyScale.Load load =
                    new ConcurrencyScale.Load(
                            step.get("stable").getAsDouble(),
                            step.get("panic").getAsDouble(),
                            step.get("ready").getAsInt(),
                            target,
                            0);
            ConcurrencyScale scale = ConcurrencyScale.decide(load, limits, window, panic, now);
            panic = scale.panic();
            peaks = peaks.with(now, scale.needed(), Math.max(1, delay));
            JsonObject want = expected.get(i).getAsJsonObject();
            assertThat(delay > 0 && reachable ? peaks.max() : scale.needed())
                    .as("step %d", i)
                    .isEqualTo(want.get("desired").getAsInt());
            if (want.has("panic_since_s") && want.get("panic_since_s").isJsonNull()) {
                assertThat(panic.begin()).as("calm in step %d", i).isEmpty();
            } else if (want.has("panic_since_s")) {
                assertThat(panic.begin())
                        .as("panic in step %d", i)
                        .hasValue(want.get("panic_since_s").getAsLong());
            }
        }
    }

    private static Panic firstPanic(JsonObject spec) {
        if (spec.has("pre_panic_time_s")) {
            return new Panic(
                    spec.get("pre_panic_time_s").getAsLong(),
                    spec.get("pre_max_panic_pods").getAsInt());
        }
        return Panic.atStart(spec.get("initial_ready").getAsInt(), 0);
    }

    private static void start(JsonObject inputs, JsonObject expected) {
        Panic panic = Panic.atStart(inputs.get("initial_ready").getAsInt(), 0);
        assertThat(panic.active()).isEqualTo(expected.get("in_panic").getAsBoolean());
        assertThat(panic.maxReplicas()).isEqualTo(expected.get("max_panic_pods").getAsInt());
    }

    private static void windowAverage(JsonObject inputs, JsonArray expected) {
        DemandWindow window = new DemandWindow(inputs.get("window_s").getAsInt());
        int answers = 0;
        for (JsonElement element : inputs.getAsJsonArray("ops")) {
            JsonObject op = element.getAsJsonObject();
            long at = op.get("t_s").getAsLong();
            if (op.get("op").getAsString().equals("record")) {
                window.record(at, op.get("value").getAsDouble());
            } else {
                assertThat(window.average(at))
                        .isCloseTo(expected.get(answers++).getAsDouble(), within(1e-6));
            }
        }
        assertThat(answers).isEqualTo(expected.size());
    }

    private static void windowMax(JsonObject inputs, JsonArray expected) {
        Peaks peaks = Peaks.NONE;
        for (int i = 0; i < expected.size(); i++) {
            long at = inputs.getAsJsonArray("indexes").get(i).getAsLong();
            peaks =
                    peaks.with(
                            at,
                            inputs.getAsJsonArray("values").get(i).getAsInt(),
                            inputs.get("size").getAsLong());
            assertThat(peaks.max()).as("step %d", i).isEqualTo(expected.get(i).getAsInt());
        }
    }

    private static void basetenDesired(JsonObject inputs, int expected) {
        Autoscaling settings =
                new Autoscaling(
                        inputs.get("min").getAsInt(),
                        inputs.get("max").getAsInt(),
                        60,
                        0,
                        inputs.get("concurrency_target").getAsInt(),
                        inputs.get("target_utilization_percentage").getAsInt(),
                        100);
        TrafficScene scene = new TrafficScene(settings);
        scene.run(200, Map.of("a", inputs.get("avg_in_flight").getAsDouble()));
        assertThat(scene.desired()).isEqualTo(expected);
    }

    private static void basetenSteps(JsonObject inputs, JsonArray expected) {
        int replicas = inputs.get("replicas").getAsInt();
        int needed = inputs.get("needed").getAsInt();
        int delay = 300;
        Autoscaling settings =
                new Autoscaling(
                        0,
                        replicas,
                        10,
                        delay,
                        1,
                        100,
                        inputs.get("max_scale_down_rate_percent").getAsInt());
        TrafficScene scene = new TrafficScene(settings);
        scene.placed("a", replicas);
        scene.run(60, Map.of("a", (double) replicas));
        assertThat(scene.desired()).isEqualTo(replicas);
        scene.forgetEverythingButTheScale();
        List<Integer> steps = new ArrayList<>();
        for (int second = 0; second < delay * (expected.size() + 2); second++) {
            int before = scene.desired();
            scene.run(1, Map.of("a", (double) needed));
            if (scene.desired() != before) {
                steps.add(scene.desired());
            }
        }
        assertThat(steps).isEqualTo(expected.asList().stream().map(JsonElement::getAsInt).toList());
    }
}
