package dev.mcm.shared.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import dev.mcm.type.v1.DeploymentSpec;
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
                    "longest_request_seconds");

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
        String before = revision(FULL, H100);

        String after = revision((DeploymentSpec) changed(FULL, field), H100);
        String unset = revision(FULL.toBuilder().clearField(field).build(), H100);

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
            case FLOAT, DOUBLE, BOOLEAN, BYTE_STRING, ENUM ->
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
