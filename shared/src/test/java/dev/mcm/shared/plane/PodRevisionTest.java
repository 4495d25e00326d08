package dev.mcm.shared.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ExecCommand;
import dev.mcm.type.v1.PodPort;
import dev.mcm.type.v1.PodProbe;
import dev.mcm.type.v1.PodVolume;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Resources;
import dev.mcm.type.v1.SecretEnv;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodRevisionTest {
    /// What a pod is made of. A new field of the spec goes on this list, and into `POD_FIELDS`, or
    /// on the next one; once it is released it stays there.
    private static final List<String> POD_FIELDS =
            List.of(
                    "image",
                    "command",
                    "args",
                    "env",
                    "secret_env",
                    "port",
                    "node_count",
                    "longest_request_seconds",
                    "image_pull_secrets",
                    "ports",
                    "startup_probe",
                    "readiness_probe",
                    "liveness_probe",
                    "start_deadline_seconds",
                    "shared_memory_mib",
                    "volumes",
                    "annotations",
                    "runtime_class");

    /// What changes no pod; instance types and resources do by the shapes they come to.
    private static final List<String> OTHER_FIELDS =
            List.of(
                    "instance_types",
                    "resources",
                    "labels",
                    "priority",
                    "placement",
                    "predict_concurrency");

    private static final DeploymentSpec MINIMAL =
            DeploymentSpec.newBuilder().setImage("r/chat:1").build();
    private static final DeploymentSpec FULL =
            DeploymentSpec.newBuilder()
                    .setImage("registry.example.com/llama@sha256:aa")
                    .addCommand("python")
                    .addAllArgs(List.of("-m", "serve", ""))
                    .putEnv("GRUSS", "Grüße")
                    .putEnv("EMPTY", "")
                    .putEnv("A", "1")
                    .addSecretEnv(
                            SecretEnv.newBuilder()
                                    .setName("TOKEN")
                                    .setSecret("hub")
                                    .setKey("token"))
                    .setPort(9000)
                    .setNodeCount(2)
                    .setLongestRequestSeconds(600)
                    .setResources(Resources.newBuilder().setCpuMilli(1))
                    .putLabels("team", "search")
                    .setPriority(5)
                    .build();
    private static final DeploymentSpec WITH_POD =
            FULL.toBuilder()
                    .addImagePullSecrets("registry")
                    .addPorts(PodPort.newBuilder().setName("metrics").setNumber(9400))
                    .setStartupProbe(PodProbe.newBuilder().setTcp(true))
                    .setReadinessProbe(
                            PodProbe.newBuilder().setHttpPath("/health").setTimeoutSeconds(2))
                    .setLivenessProbe(
                            PodProbe.newBuilder()
                                    .setExec(ExecCommand.newBuilder().addCommand("check")))
                    .setStartDeadlineSeconds(3600)
                    .setSharedMemoryMib(8192)
                    .addVolumes(
                            PodVolume.newBuilder()
                                    .setName("cache")
                                    .setMountPath("/cache")
                                    .setModelCache(true))
                    .putAnnotations("prometheus.io/scrape", "true")
                    .setRuntimeClass("nvidia")
                    .build();
    private static final Shape CPU =
            Shape.newBuilder().setCpuMilli(1000).setMemoryMib(2048).build();
    private static final Shape H100 =
            Shape.newBuilder()
                    .setCpuMilli(8000)
                    .setMemoryMib(65536)
                    .setGpuCount(1)
                    .setGpuMilli(1000)
                    .setGpuType("H100")
                    .build();
    private static final Shape SHARE =
            Shape.newBuilder()
                    .setCpuMilli(4000)
                    .setMemoryMib(16384)
                    .setGpuCount(1)
                    .setGpuMilli(250)
                    .setGpuType("A10")
                    .build();

    private static String revision(DeploymentSpec spec, Shape shape) {
        return PodRevision.of(spec, shape).value();
    }

    /// These stand in rows and in names on planes. A version of MCM that gives others starts every
    /// model anew: mend the code, never the values. They were computed by another program, from the
    /// text that `CanonicalFields` documents.
    @Test
    void revisionsAreForEver() {
        assertThat(revision(MINIMAL, CPU)).isEqualTo("df48eca34f");
        assertThat(revision(MINIMAL, H100)).isEqualTo("02cd3977df");
        assertThat(revision(MINIMAL, SHARE)).isEqualTo("4a1bd9cceb");
        assertThat(revision(FULL, H100)).isEqualTo("de4cde747f");
        assertThat(revision(WITH_POD, H100)).isEqualTo("44e9a223fb");
    }

    @Test
    void everyFieldOfTheSpecIsAPodFieldOrIsNot() {
        assertThat(names(DeploymentSpec.getDescriptor()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(POD_FIELDS.stream(), OTHER_FIELDS.stream()).toList());
    }

    /// All of these are part of it: a new field is a decision, too. An option's tolerations are as
    /// little part of it as those of the placement policy.
    @Test
    void everyFieldOfWhatIsInsideIsKnown() {
        assertThat(names(SecretEnv.getDescriptor())).containsExactly("name", "secret", "key");
        assertThat(names(PodPort.getDescriptor())).containsExactly("name", "number");
        assertThat(names(ExecCommand.getDescriptor())).containsExactly("command");
        assertThat(names(PodProbe.getDescriptor()))
                .containsExactly(
                        "http_path",
                        "tcp",
                        "grpc_service",
                        "exec",
                        "port",
                        "period_seconds",
                        "timeout_seconds",
                        "failure_threshold");
        assertThat(names(PodVolume.getDescriptor()))
                .containsExactly(
                        "name",
                        "mount_path",
                        "empty_dir_mib",
                        "claim",
                        "config_map",
                        "secret",
                        "model_cache",
                        "sub_path",
                        "read_only");
        assertThat(names(Shape.getDescriptor()))
                .containsExactly("cpu_milli", "memory_mib", "gpu_count", "gpu_milli", "gpu_type");
        assertThat(names(ShapeOption.getDescriptor()))
                .containsExactly("instance_type", "shape", "tolerations");
        assertThat(names(ResolvedSpec.getDescriptor())).containsExactly("spec", "options");
    }

    private static List<String> names(Descriptor type) {
        return type.getFields().stream().map(FieldDescriptor::getName).toList();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aPodFieldChangesTheRevisionAndNoOtherDoes(FieldDescriptor field) {
        String before = revision(WITH_POD, H100);

        String after = revision((DeploymentSpec) changed(WITH_POD, field), H100);
        String unset = revision(WITH_POD.toBuilder().clearField(field).build(), H100);

        boolean isPod = POD_FIELDS.contains(field.getName());
        assertThat(!after.equals(before)).as("changed %s", field.getName()).isEqualTo(isPod);
        assertThat(!unset.equals(before)).as("without %s", field.getName()).isEqualTo(isPod);
    }

    static List<FieldDescriptor> fields() {
        return DeploymentSpec.getDescriptor().getFields();
    }

    @ParameterizedTest
    @MethodSource("shapeFields")
    void everyFieldOfAShapeChangesIt(FieldDescriptor field) {
        assertThat(revision(FULL, (Shape) changed(SHARE, field)))
                .isNotEqualTo(revision(FULL, SHARE));
    }

    static List<FieldDescriptor> shapeFields() {
        return Shape.getDescriptor().getFields();
    }

    @ParameterizedTest
    @MethodSource("secretFields")
    void everyFieldOfASecretChangesIt(FieldDescriptor field) {
        SecretEnv other = (SecretEnv) changed(FULL.getSecretEnv(0), field);

        assertThat(revision(FULL.toBuilder().setSecretEnv(0, other).build(), CPU))
                .isNotEqualTo(revision(FULL, CPU));
    }

    static List<FieldDescriptor> secretFields() {
        return SecretEnv.getDescriptor().getFields();
    }

    /// What a probe asks and what a volume holds differ also where neither says more of it.
    @Test
    void everyKindOfProbeAndOfVolumeIsAnother() {
        assertThat(
                        Stream.of(
                                        PodProbe.newBuilder(),
                                        PodProbe.newBuilder().setTcp(true),
                                        PodProbe.newBuilder().setGrpcService(""),
                                        PodProbe.newBuilder().setHttpPath(""))
                                .map(probe -> MINIMAL.toBuilder().setReadinessProbe(probe).build())
                                .map(spec -> revision(spec, CPU)))
                .doesNotHaveDuplicates();
        assertThat(
                        PodVolume.getDescriptor().getOneofs().getFirst().getFields().stream()
                                .map(field -> changed(PodVolume.getDefaultInstance(), field))
                                .map(volume ->
                                        MINIMAL.toBuilder().addVolumes((PodVolume) volume).build())
                                .map(spec -> revision(spec, CPU)))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    /// With another value of the field.
    private static Message changed(Message message, FieldDescriptor field) {
        Message.Builder changed = message.toBuilder();
        return (field.isRepeated()
                        ? changed.addRepeatedField(field, other(changed, field))
                        : changed.setField(field, other(changed, field)))
                .build();
    }

    private static Object other(Message.Builder in, FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> 77;
            case LONG -> 77L;
            case STRING -> "other";
            case MESSAGE -> otherMessage(in, field);
            case BOOLEAN -> !(Boolean) in.getField(field);
            case FLOAT, DOUBLE, BYTE_STRING, ENUM ->
                    throw new AssertionError("say how " + field + " is changed");
        };
    }

    private static Message otherMessage(Message.Builder in, FieldDescriptor field) {
        Message.Builder message = in.newBuilderForField(field);
        if (message instanceof MapEntry.Builder<?, ?>) {
            field.getMessageType().getFields().forEach(f -> message.setField(f, "other"));
            return message.build();
        }
        return changed(message.build(), field.getMessageType().getFields().getFirst());
    }

    @Test
    void whatIsLeftOutIsWhatTheApiFillsIn() {
        DeploymentSpec filled =
                MINIMAL.toBuilder()
                        .setPort(8080)
                        .setNodeCount(1)
                        .setLongestRequestSeconds(30)
                        .build();

        assertThat(revision(filled, H100)).isEqualTo(revision(MINIMAL, H100));
        assertThat(revision(MINIMAL, H100.toBuilder().clearGpuMilli().build()))
                .isEqualTo(revision(MINIMAL, H100));
    }

    @Test
    void aTextThatIsNoRevisionIsRefused() {
        for (String text : List.of("", "df48eca34", "df48eca34f0", "DF48ECA34F", "df48eca34g")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PodRevision(text))
                    .withMessage(
                            "revision: '%s' (expected: 10 lower-case hex digits)".formatted(text));
        }
        assertThat(new PodRevision("df48eca34f")).hasToString("df48eca34f");
    }
}
