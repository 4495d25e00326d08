package dev.mcm.atctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import dev.mcm.type.v1.RolloutSettings;
import dev.mcm.type.v1.WhenFull;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Of a deployment that exists, an update changes what its options name and nothing else.
final class UpdateOptionsTest {
    private static final int CASES = 100;
    private static final long SEED = 20_261_130;

    /// Options of `update deployment` that say nothing about the deployment.
    private static final Set<String> OTHERS =
            Set.of(
                    "--etag",
                    "-f",
                    "--output",
                    "--help",
                    "--version",
                    "--address",
                    "--ca",
                    "--server-name",
                    "--timeout",
                    "--token-file");

    /// An option with a value, and all that it does.
    private record Choice(String option, String value, BiConsumer<Stored, String> effect) {}

    private static final class Stored {
        final DeploymentSpec.Builder spec;
        final AutoscalingSettings.Builder autoscaling;
        final RolloutSettings.Builder rollout;

        Stored(DeploymentSpec spec, AutoscalingSettings autoscaling, RolloutSettings rollout) {
            this.spec = spec.toBuilder();
            this.autoscaling = autoscaling.toBuilder();
            this.rollout = rollout.toBuilder();
        }
    }

    private final FakeAtc atc = new FakeAtc();

    @AfterEach
    void close() {
        atc.close();
    }

    @Test
    void everyOptionOfTheCommandIsTried() {
        Random random = new Random(1);
        Set<String> known =
                IntStream.range(0, 20)
                        .boxed()
                        .flatMap(_ -> choices(random).stream())
                        .map(Choice::option)
                        .collect(Collectors.toSet());
        CommandLine command =
                AtctlMain.line(Map.of())
                        .getSubcommands()
                        .get("update")
                        .getSubcommands()
                        .get("deployment");
        Set<String> options =
                command.getCommandSpec().options().stream()
                        .map(option -> option.longestName())
                        .collect(Collectors.toCollection(TreeSet::new));
        options.removeAll(OTHERS);

        assertThat(options).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void onlyWhatTheOptionsNameChanges() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            List<Choice> given =
                    choices(random).stream().filter(_ -> random.nextInt(4) == 0).toList();
            if (given.isEmpty()) {
                continue;
            }
            DeploymentSpec spec = spec(random);
            AutoscalingSettings autoscaling = autoscaling(random);
            RolloutSettings rollout = rollout(random);
            Stored expected = new Stored(spec, autoscaling, rollout);
            given.forEach(choice -> choice.effect().accept(expected, choice.value()));

            Stored updated = new Stored(spec, autoscaling, rollout);
            apply(update(given), updated);

            assertThat(updated.spec.build())
                    .as("seed %d, case %d: %s", SEED, i, given)
                    .isEqualTo(expected.spec.build());
            assertThat(updated.autoscaling.build())
                    .as("seed %d, case %d: %s", SEED, i, given)
                    .isEqualTo(expected.autoscaling.build());
            assertThat(updated.rollout.build())
                    .as("seed %d, case %d: %s", SEED, i, given)
                    .isEqualTo(expected.rollout.build());
        }
    }

    private UpdateDeploymentRequest update(List<Choice> given) {
        List<String> words = new ArrayList<>(List.of("update", "deployment", "d-1"));
        for (Choice choice : given) {
            words.add(choice.option());
            words.add(choice.value());
        }
        CommandLine line =
                AtctlMain.line(Map.of("MCM_ATC_ADDRESS", atc.address(), "MCM_ATC_TOKEN", "t"));
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(err, true));
        assertThat(line.execute(words.toArray(String[]::new))).as("%s: %s", words, err).isZero();
        return (UpdateDeploymentRequest) atc.requests().getLast();
    }

    /// What a mask means, by protobuf's own tool; entries of the map, which it does not know, by
    /// hand.
    private static void apply(UpdateDeploymentRequest request, Stored stored) {
        FieldMask.Builder spec = FieldMask.newBuilder();
        FieldMask.Builder autoscaling = FieldMask.newBuilder();
        FieldMask.Builder rollout = FieldMask.newBuilder();
        for (String path : request.getUpdateMask().getPathsList()) {
            if (path.startsWith("spec.env.")) {
                String name = path.substring("spec.env.".length());
                stored.spec.removeEnv(name);
                request.getSpec().getEnvMap().entrySet().stream()
                        .filter(entry -> entry.getKey().equals(name))
                        .forEach(entry -> stored.spec.putEnv(name, entry.getValue()));
            } else if (path.startsWith("spec.")) {
                spec.addPaths(path.substring("spec.".length()));
            } else if (path.startsWith("rollout.")) {
                rollout.addPaths(path.substring("rollout.".length()));
            } else {
                assertThat(path).startsWith("autoscaling.");
                autoscaling.addPaths(path.substring("autoscaling.".length()));
            }
        }
        FieldMaskUtil.MergeOptions replace =
                new FieldMaskUtil.MergeOptions()
                        .setReplaceMessageFields(true)
                        .setReplaceRepeatedFields(true)
                        .setReplacePrimitiveFields(true);
        FieldMaskUtil.merge(spec.build(), request.getSpec(), stored.spec, replace);
        FieldMaskUtil.merge(
                autoscaling.build(), request.getAutoscaling(), stored.autoscaling, replace);
        FieldMaskUtil.merge(rollout.build(), request.getRollout(), stored.rollout, replace);
    }

    private static List<Choice> choices(Random random) {
        String number = Integer.toString(1 + random.nextInt(50));
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("--image", "r/i:" + number, (d, v) -> d.spec.setImage(v)));
        if (random.nextBoolean()) {
            choices.add(
                    new Choice(
                            "--instance-type",
                            "h100-1,a10-" + number,
                            (d, v) ->
                                    d.spec.clearInstanceTypes()
                                            .addAllInstanceTypes(List.of(v.split(",")))
                                            .clearResources()));
        } else {
            choices.addAll(resources(number));
        }
        choices.add(
                new Choice(
                        "--env",
                        "V" + random.nextInt(6) + "=new=" + number,
                        (d, v) -> d.spec.putEnv(v.substring(0, 2), v.substring(3))));
        choices.add(
                new Choice(
                        "--remove-env",
                        "V" + (6 + random.nextInt(4)),
                        (d, v) -> d.spec.removeEnv(v)));
        choices.add(
                new Choice(
                        "--region",
                        random.nextBoolean() ? "eu-" + number + ",us-1" : "",
                        (d, v) ->
                                d.spec.getPlacementBuilder()
                                        .clearRequiredRegions()
                                        .addAllRequiredRegions(
                                                v.isEmpty() ? List.of() : List.of(v.split(",")))));
        choices.add(
                new Choice(
                        "--min-planes",
                        number,
                        (d, v) -> d.spec.getPlacementBuilder().setMinPlanes(Integer.parseInt(v))));
        choices.addAll(autoscaling(number));
        choices.addAll(rollout(number));
        return choices;
    }

    private static List<Choice> resources(String number) {
        return List.of(
                new Choice(
                        "--cpu-milli",
                        number,
                        (d, v) -> d.spec.getResourcesBuilder().setCpuMilli(Long.parseLong(v))),
                new Choice(
                        "--memory-mib",
                        number,
                        (d, v) -> d.spec.getResourcesBuilder().setMemoryMib(Long.parseLong(v))),
                new Choice(
                        "--gpus",
                        number,
                        (d, v) -> d.spec.getResourcesBuilder().setGpuCount(Integer.parseInt(v))),
                new Choice(
                        "--gpu-type",
                        "H100",
                        (d, v) -> d.spec.getResourcesBuilder().clearGpuTypes().addGpuTypes(v)));
    }

    private static List<Choice> autoscaling(String number) {
        return List.of(
                new Choice(
                        "--min", "0", (d, v) -> d.autoscaling.setMinReplica(Integer.parseInt(v))),
                new Choice(
                        "--max",
                        number,
                        (d, v) -> d.autoscaling.setMaxReplica(Integer.parseInt(v))),
                new Choice(
                        "--concurrency",
                        number,
                        (d, v) -> d.autoscaling.setConcurrencyTarget(Integer.parseInt(v))),
                new Choice(
                        "--window",
                        number,
                        (d, v) -> d.autoscaling.setAutoscalingWindowSeconds(Integer.parseInt(v))),
                new Choice(
                        "--scale-down-delay",
                        "0",
                        (d, v) -> d.autoscaling.setScaleDownDelaySeconds(Integer.parseInt(v))));
    }

    private static List<Choice> rollout(String number) {
        return List.of(
                new Choice(
                        "--max-surge",
                        number,
                        (d, v) -> d.rollout.setMaxSurgePercent(Integer.parseInt(v))),
                new Choice(
                        "--max-unavailable",
                        "0",
                        (d, v) -> d.rollout.setMaxUnavailablePercent(Integer.parseInt(v))),
                new Choice(
                        "--when-full",
                        "wait",
                        (d, v) -> d.rollout.setWhenFull(WhenFull.WHEN_FULL_WAIT)),
                new Choice(
                        "--progress-deadline",
                        number,
                        (d, v) -> d.rollout.setProgressDeadlineSeconds(Integer.parseInt(v))));
    }

    private static DeploymentSpec spec(Random random) {
        DeploymentSpec.Builder spec =
                DeploymentSpec.newBuilder()
                        .setImage("r/old:1")
                        .addArgs("--verbose")
                        .setPort(8080)
                        .putLabels("team", "a")
                        .setPriority(random.nextInt(10));
        IntStream.range(0, 10)
                .filter(_ -> random.nextBoolean())
                .forEach(i -> spec.putEnv("V" + i, "old"));
        spec.getPlacementBuilder()
                .addRequiredRegions("ap-1")
                .addDeniedPlanes("aws-1")
                .addTolerations("gpu:NoSchedule")
                .setMaxPlaneSharePercent(50)
                .setMinPlanes(2);
        if (random.nextInt(3) == 0) {
            spec.addInstanceTypes("a10-1");
        } else {
            spec.setResources(
                    Resources.newBuilder()
                            .setCpuMilli(4000)
                            .setMemoryMib(16_384)
                            .setGpuCount(1)
                            .setGpuMilli(1000)
                            .addGpuTypes("A100"));
        }
        return spec.build();
    }

    /// Every field is set.
    private static AutoscalingSettings autoscaling(Random random) {
        AutoscalingSettings.Builder settings = AutoscalingSettings.newBuilder();
        AutoscalingSettings.getDescriptor()
                .getFields()
                .forEach(field -> settings.setField(field, random.nextInt(100)));
        return settings.setMinReplica(random.nextInt(3)).setMaxReplica(5).build();
    }

    /// Every field is set.
    private static RolloutSettings rollout(Random random) {
        return RolloutSettings.newBuilder()
                .setMaxSurgePercent(random.nextInt(100))
                .setMaxUnavailablePercent(1 + random.nextInt(99))
                .setWhenFull(WhenFull.WHEN_FULL_REPLACE)
                .setProgressDeadlineSeconds(60 + random.nextInt(100))
                .build();
    }
}
