package dev.mcm.shared.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClosure;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.SecretEnv;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalFieldsTest {
    private static String all(Message message) {
        return CanonicalFields.of(message, _ -> true);
    }

    @Test
    void everyKindOfValueHasItsText() {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("grüße")
                        .addArgs("")
                        .addArgs("b")
                        .putEnv("B", "2")
                        .putEnv("A", "")
                        .addSecretEnv(SecretEnv.newBuilder().setKey("k"))
                        .setPriority(-7)
                        .build();

        assertThat(all(spec))
                .isEqualTo(
                        "1=7:grüße;3=[0:,1:b,];4=[{1=1:A;},{1=1:B;2=1:2;},];5=[{3=1:k;},];11=-7;");
        assertThat(
                        all(
                                NodeClass.newBuilder()
                                        .setClosure(NodeClosure.NODE_CLOSURE_CORDONED)
                                        .build()))
                .isEqualTo("9=1;");
        assertThat(all(BytesValue.of(ByteString.copyFrom(new byte[] {1, -1}))))
                .isEqualTo("1=2:01ff;");
        assertThat(all(com.google.protobuf.BoolValue.of(true))).isEqualTo("1=1;");
    }

    @Test
    void aFractionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all(DoubleValue.of(0.1)))
                .withMessageContaining("Double");
    }

    @Test
    void whatHasItsDefaultIsLeftOutAndWhatIsSetOnPurposeIsNot() {
        assertThat(
                        all(
                                DeploymentSpec.newBuilder()
                                        .setImage("")
                                        .setPlacement(PlacementPolicy.newBuilder().setMinPlanes(0))
                                        .build()))
                .isEmpty();
        assertThat(all(AutoscalingSettings.newBuilder().setMinReplica(0).build()))
                .isEqualTo("1=0;");
        assertThat(all(DeploymentSpec.newBuilder().addSecretEnv(SecretEnv.newBuilder()).build()))
                .isEqualTo("5=[{},];");
    }

    @Test
    void onlyTheNamedFieldsAreWrittenButAllInsideThem() {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("a")
                        .setPort(1)
                        .addSecretEnv(SecretEnv.newBuilder().setName("n"))
                        .build();

        assertThat(CanonicalFields.of(spec, number -> number == 5)).isEqualTo("5=[{1=1:n;},];");
    }

    @Test
    void theOrderOfAMapIsNoDifferenceAndThatOfAListIs() {
        assertThat(all(DeploymentSpec.newBuilder().putEnv("B", "2").putEnv("A", "1").build()))
                .isEqualTo(
                        all(DeploymentSpec.newBuilder().putEnv("A", "1").putEnv("B", "2").build()));
        assertThat(all(DeploymentSpec.newBuilder().addArgs("a").addArgs("b").build()))
                .isNotEqualTo(all(DeploymentSpec.newBuilder().addArgs("b").addArgs("a").build()));
    }

    @Test
    void whatLooksAlikeStaysApart() {
        List<Message> different =
                List.of(
                        DeploymentSpec.newBuilder().addArgs("a").addArgs("b").build(),
                        DeploymentSpec.newBuilder().addArgs("a,1:b").build(),
                        DeploymentSpec.newBuilder().addArgs("ab").build(),
                        DeploymentSpec.newBuilder().addCommand("a").addCommand("b").build(),
                        DeploymentSpec.newBuilder().addCommand("a").addArgs("b").build(),
                        DeploymentSpec.newBuilder().addArgs("a];3=[1:b").build(),
                        DeploymentSpec.newBuilder().putEnv("a", "b").build(),
                        DeploymentSpec.newBuilder().putEnv("ab", "").build(),
                        DeploymentSpec.newBuilder().putEnv("a", "1").putEnv("b", "").build(),
                        DeploymentSpec.newBuilder().putEnv("a", "").putEnv("b", "1").build());

        assertThat(different).extracting(CanonicalFieldsTest::all).doesNotHaveDuplicates();
    }

    /// As a later version of MCM reads what this one has stored.
    @Test
    void aFieldThatIsAddedLaterAndAnotherNameChangeNothing() throws Exception {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("r/chat:1")
                        .putEnv("A", "")
                        .setPlacement(PlacementPolicy.newBuilder().addRequiredRegions("eu-1"))
                        .build();

        DynamicMessage later = later(spec);

        assertThat(later.getDescriptorForType().findFieldByName("picture").getNumber()).isOne();
        assertThat(all(later)).isEqualTo(all(spec)).contains("1=8:r/chat:1;");
    }

    private static DynamicMessage later(DeploymentSpec spec)
            throws DescriptorValidationException, InvalidProtocolBufferException {
        FileDescriptor file = DeploymentSpec.getDescriptor().getFile();
        FileDescriptorProto.Builder changed = file.toProto().toBuilder();
        int index = DeploymentSpec.getDescriptor().getIndex();
        changed.getMessageTypeBuilder(index).getFieldBuilder(0).setName("picture");
        changed.getMessageTypeBuilder(index)
                .addField(
                        FieldDescriptorProto.newBuilder()
                                .setName("of_a_later_version")
                                .setNumber(999)
                                .setType(FieldDescriptorProto.Type.TYPE_INT64)
                                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL));
        FileDescriptor next =
                FileDescriptor.buildFrom(
                        changed.build(), file.getDependencies().toArray(FileDescriptor[]::new));
        return DynamicMessage.parseFrom(next.getMessageTypes().get(index), spec.toByteString());
    }
}
