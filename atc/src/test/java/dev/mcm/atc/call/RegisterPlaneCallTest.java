package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.fields;
import static dev.mcm.atc.call.CallScene.message;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.loop.FakePlaneApi;
import dev.mcm.atc.v1.ClusterIdentity;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RegisterPlaneCallTest {
    private static final PlaneId P1 = new PlaneId("p1");
    private static final PlaneId P2 = new PlaneId("p2");

    private final CallScene scene = new CallScene();
    private final FakePlaneApi cluster = new FakePlaneApi();
    private final List<PlaneId> topics = new ArrayList<>();
    private Optional<String> credentialsRefused = Optional.empty();
    private Runnable whileAsked = () -> {};
    private final RegisterPlaneCall call =
            new RegisterPlaneCall(
                    scene.control.planes(),
                    new PlaneAdmission(
                            _ -> {
                                whileAsked.run();
                                return cluster;
                            },
                            _ -> credentialsRefused,
                            scene.clock),
                    topics::add,
                    scene.clock);

    private static Plane plane(String id) {
        return Plane.newBuilder()
                .setId(id)
                .setProvider("aws")
                .setRegion("us-east-1")
                .setApiUrl("https://" + id + ".example.com")
                .setCredentialsRef(id + ".kubeconfig")
                .setGatewayUrl("http://gateway-" + id)
                .build();
    }

    private Plane register(Plane plane, String... mask) {
        RegisterPlaneRequest.Builder request = RegisterPlaneRequest.newBuilder().setPlane(plane);
        request.getUpdateMaskBuilder().addAllPaths(List.of(mask));
        return call.run(request.build()).getPlane();
    }

    private dev.mcm.state.plane.Plane row(PlaneId id) {
        return Optional.ofNullable(scene.control.now().planes.get(id)).orElseThrow();
    }

    @Test
    void aPlaneIsStoredWithItsTopicsAndTheClusterThatItIs() {
        Plane stored = register(plane("p1"));

        assertThat(stored.getClusterId()).isEqualTo("uid-1");
        assertThat(stored.getIdentity()).isEqualTo(ClusterIdentity.CLUSTER_IDENTITY_KNOWN);
        assertThat(topics).containsExactly(P1);
        assertThat(row(P1).apiUrl()).isEqualTo("https://p1.example.com");
    }

    @Test
    void aPlaneThatDoesNotAnswerIsStoredAndNotKnown() {
        cluster.down(true);

        assertThat(register(plane("p1")).getIdentity())
                .isEqualTo(ClusterIdentity.CLUSTER_IDENTITY_UNKNOWN);
    }

    @Test
    void registeringTheSameAgainChangesNothing() {
        register(plane("p1"));
        dev.mcm.state.plane.Plane before = row(P1);
        PlaneIdentity identity = scene.control.now().identities.get(P1);

        register(plane("p1"));

        assertThat(row(P1)).isEqualTo(before);
        assertThat(scene.control.now().identities.get(P1)).isEqualTo(identity);
    }

    @Test
    void onlyWhatTheMaskNamesChanges() {
        register(plane("p1"));
        Plane other = Plane.newBuilder().setId("p1").setSharesGpus(true).build();

        Plane stored = register(other, "shares_gpus");

        assertThat(stored.getSharesGpus()).isTrue();
        assertThat(stored.getRegion()).isEqualTo("us-east-1");
        assertThat(row(P1).revision()).isEqualTo(2);
        assertThat(fields(() -> register(plane("p1")))).containsExactly("plane.shares_gpus");
    }

    @Test
    void aClusterThatIsAPlaneAlreadyIsNoOther() {
        register(plane("p1"));

        assertThat(refusal(() -> register(plane("p2")))).isEqualTo(ErrorCode.STATE_FORBIDS);
        assertThat(scene.control.now().planes).containsOnlyKeys(P1);
    }

    @Test
    void aClusterThatBecomesAPlaneMeanwhileIsNoOther() {
        scene.control.meanwhile(rows -> {
            CallScene twin = new CallScene();
            new RegisterPlaneCall(
                            twin.control.planes(),
                            new PlaneAdmission(_ -> cluster, _ -> Optional.empty(), twin.clock),
                            _ -> {},
                            twin.clock)
                    .run(RegisterPlaneRequest.newBuilder().setPlane(plane("p1")).build());
            rows.planes.putAll(twin.control.now().planes);
            rows.identities.putAll(twin.control.now().identities);
        });

        assertThat(message(() -> register(plane("p2")))).contains("p2", "p1", "uid-1");
        assertThat(scene.control.now().planes).containsOnlyKeys(P1);
    }

    @Test
    void aPlaneDoesNotBecomeAnotherCluster() {
        register(plane("p1"));
        cluster.is(new FoundCluster.Named("uid-2"));

        assertThat(message(() -> register(plane("p1")))).contains("p1", "uid-1", "uid-2");
        assertThat(scene.control.now().identities.get(P1).clusterId()).isEqualTo("uid-1");
    }

    @Test
    void aPlaneThatMovesAndDoesNotAnswerIsNotKnownUntilItDoes() {
        register(plane("p1"));
        cluster.down(true);

        register(
                plane("p1").toBuilder().setApiUrl("https://elsewhere.example.com").build(),
                "api_url");

        PlaneIdentity identity = scene.control.now().identities.get(P1);
        assertThat(identity.state()).isEqualTo(IdentityState.UNKNOWN);
        assertThat(identity.clusterId()).isEqualTo("uid-1");
    }

    @Test
    void anAddressThatSomebodyChangesWhileItIsAskedIsAConflict() {
        register(plane("p1"));
        whileAsked =
                () ->
                        scene.control.change(rows ->
                                rows.planes.computeIfPresent(
                                        P1, (_, row) -> elsewhere(row, scene.clock.instant())));
        Plane region = plane("p1").toBuilder().setRegion("eu-1").build();

        assertThat(refusal(() -> register(region, "region"))).isEqualTo(ErrorCode.CONFLICT);
        assertThat(row(P1).region()).isEqualTo("us-east-1");
    }

    private static dev.mcm.state.plane.Plane elsewhere(dev.mcm.state.plane.Plane row, Instant now) {
        return new dev.mcm.state.plane.Plane(
                row.id(),
                row.provider(),
                row.region(),
                "https://elsewhere.example.com",
                row.credentialsRef(),
                row.gatewayUrl(),
                row.sharesGpus(),
                row.cordoned(),
                row.cordonReason(),
                row.revision() + 1,
                row.createdAt(),
                now);
    }

    @Test
    void credentialsThatMustNotGoThereAreNotSent() {
        credentialsRefused = Optional.of("its kubeconfig names another host");
        whileAsked =
                () -> {
                    throw new AssertionError("the cluster is asked");
                };

        assertThat(refusal(() -> register(plane("p1")))).isEqualTo(ErrorCode.STATE_FORBIDS);
        assertThat(topics).isEmpty();
        assertThat(scene.control.now().planes).isEmpty();
    }

    @Test
    void credentialsAreOnePlanesOwn() {
        register(plane("p1"));
        cluster.is(new FoundCluster.Named("uid-2"));

        assertThat(
                        message(() ->
                                register(
                                        plane("p2").toBuilder()
                                                .setCredentialsRef("p1.kubeconfig")
                                                .build())))
                .contains("p1.kubeconfig", "p1");
        assertThat(scene.control.now().planes).doesNotContainKey(P2);
    }

    @Test
    void withoutItsTopicsAPlaneIsNotRegistered() {
        RegisterPlaneCall withoutKafka =
                new RegisterPlaneCall(
                        scene.control.planes(),
                        new PlaneAdmission(_ -> cluster, _ -> Optional.empty(), scene.clock),
                        _ -> {
                            throw McmException.unavailable("no Kafka", Duration.ofSeconds(1), null);
                        },
                        scene.clock);

        assertThat(
                        refusal(() ->
                                withoutKafka.run(
                                        RegisterPlaneRequest.newBuilder()
                                                .setPlane(plane("p1"))
                                                .build())))
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(scene.control.now().planes).isEmpty();
    }

    @Test
    void aNewPlaneNeedsAllItsFields() {
        assertThat(fields(() -> register(plane("p1").toBuilder().clearApiUrl().build())))
                .contains("plane.api_url");
        assertThat(fields(() -> register(plane("p1"), "cordoned")))
                .containsExactly("update_mask.paths[0]");
    }
}
