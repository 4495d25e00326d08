package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import dev.mcm.testkit.stack.ServiceStack;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/// ATC as its own process, from its environment only.
final class AtcServiceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void itRunsFromItsMainSurvivesAKillAndCreatesAPlanesTopics() throws Exception {
        Path directory = Files.createTempDirectory("atc");
        Files.writeString(directory.resolve("tokens"), "t-operator operator * olga\n");
        try (ServiceStack stack = ServiceStack.start(KafkaOptions.temporary())) {
            int port = FreePorts.one();
            JavaCommand command = command(stack, directory, port);
            ManagedChannel channel = TestChannels.open(port, "t-operator");
            ChildProcess first = stack.spawn(command);
            register(channel, first);
            assertThat(topics(stack)).contains("mcm.plane.state.p1", "mcm.plane.metrics.p1");

            first.killHard();
            ChildProcess second = stack.spawn(command);
            Waiting.until(second::logTail, LIMIT, () -> planes(channel) == 1);
            channel.shutdownNow();
        }
    }

    private static JavaCommand command(ServiceStack stack, Path directory, int port) {
        Map<String, String> own = stack.observedSettings("atc");
        own.put("TOKENS_FILE", directory.resolve("tokens").toString());
        own.put("CREDENTIALS_DIR", directory.toString());
        own.put("GRPC_HOST", "127.0.0.1");
        own.put("GRPC_PORT", Integer.toString(port));
        own.put("LEASE_TTL", "2s");
        return JavaCommand.of(AtcMain.class).environment(stack.environment("atc", own));
    }

    private static void register(ManagedChannel channel, ChildProcess process) {
        Plane plane =
                Plane.newBuilder()
                        .setId("p1")
                        .setProvider("sim")
                        .setRegion("here")
                        .setApiUrl("http://127.0.0.1:1")
                        .setCredentialsRef("p1.kubeconfig")
                        .setGatewayUrl("http://127.0.0.1:2")
                        .build();
        Waiting.until(
                process::logTail,
                LIMIT,
                () -> {
                    channel.resetConnectBackoff();
                    try {
                        PlaneServiceGrpc.newBlockingStub(channel)
                                .registerPlane(
                                        RegisterPlaneRequest.newBuilder().setPlane(plane).build());
                        return true;
                    } catch (StatusRuntimeException e) {
                        return false;
                    }
                });
    }

    private static int planes(ManagedChannel channel) {
        channel.resetConnectBackoff();
        try {
            return PlaneServiceGrpc.newBlockingStub(channel)
                    .listPlanes(ListPlanesRequest.getDefaultInstance())
                    .getPlanesCount();
        } catch (StatusRuntimeException e) {
            return -1;
        }
    }

    private static Set<String> topics(ServiceStack stack) throws Exception {
        try (Admin admin = stack.clients().admin("topics")) {
            return admin.listTopics().names().get();
        }
    }
}
