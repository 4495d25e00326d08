package dev.mcm.testkit.plane;

import static dev.mcm.testkit.plane.Fixtures.NAMESPACE;
import static dev.mcm.testkit.plane.Fixtures.configMap;
import static dev.mcm.testkit.plane.Fixtures.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.time.Waiting;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FabricClientIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimulatedPlane plane =
            SimulatedPlane.start(
                    PlaneOptions.of("aws-1", SimulatedNode.gpu("n1", "A100", 4))
                            .withToken("secret")
                            .withEventLog(64));
    private final KubernetesClient client = Fixtures.client(plane);

    @BeforeEach
    void createNamespace() {
        Fixtures.createNamespace(client);
    }

    @AfterEach
    void close() {
        client.close();
        plane.close();
    }

    private static PatchContext apply(String manager, boolean force) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(force)
                .build();
    }

    @Test
    void aDeploymentBecomesReadyAndScales() throws InterruptedException {
        client.resource(deployment("d-1", "model:1", 2)).patch(apply("mcm-atc", true));
        awaitReady(2);
        List<Pod> pods = client.pods().list().getItems();
        assertThat(pods)
                .allSatisfy(p -> assertThat(p.getSpec().getNodeName()).isEqualTo("n1"))
                .extracting(p -> p.getMetadata().getAnnotations().get("mcm.dev/gpu-index"))
                .containsExactlyInAnyOrder("0", "1");

        client.resource(deployment("d-1", "model:1", 1)).patch(apply("mcm-atc", true));
        awaitReady(1);
        Waiting.until("one pod", PATIENCE, () -> client.pods().list().getItems().size() == 1);

        client.apps()
                .deployments()
                .withName("d-1-a100")
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
        Waiting.until("no pods", PATIENCE, () -> client.pods().list().getItems().isEmpty());
        Waiting.until(
                "no deployment",
                PATIENCE,
                () -> client.apps().deployments().list().getItems().isEmpty());
    }

    private void awaitReady(int replicas) throws InterruptedException {
        Waiting.until(
                replicas + " ready replicas",
                PATIENCE,
                () -> {
                    Deployment now = client.apps().deployments().withName("d-1-a100").get();
                    Integer ready = now.getStatus().getReadyReplicas();
                    Integer all = now.getStatus().getReplicas();
                    return ready != null && ready == replicas && all == replicas;
                });
    }

    @Test
    void serverSideApplyKeepsOthersFieldsAndRefusesToTakeThem() {
        client.resource(configMap("c", Map.of("a", "1", "b", "1"))).patch(apply("one", false));
        client.resource(configMap("c", Map.of("c", "2"))).patch(apply("two", false));

        assertThatThrownBy(() ->
                        client.resource(configMap("c", Map.of("a", "2")))
                                .patch(apply("two", false)))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409))
                .hasMessageContaining("conflict with \"one\"");

        ConfigMap after =
                client.resource(configMap("c", Map.of("a", "1"))).patch(apply("one", false));
        assertThat(after.getData()).containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "c", "2"));
        assertThat(after.getMetadata().getManagedFields()).hasSize(2);

        ConfigMap again =
                client.resource(configMap("c", Map.of("a", "1"))).patch(apply("one", false));
        assertThat(again.getMetadata().getResourceVersion())
                .isEqualTo(after.getMetadata().getResourceVersion());
    }

    @Test
    void anApplyWithAnOldResourceVersionConflicts() {
        ConfigMap first = client.resource(configMap("c", Map.of("a", "1"))).create();
        client.resource(configMap("c", Map.of("a", "2"))).update();

        ConfigMap stale = configMap("c", Map.of("a", "3"));
        stale.getMetadata().setResourceVersion(first.getMetadata().getResourceVersion());
        assertThatThrownBy(() -> client.resource(stale).patch(apply("mcm-atc", true)))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        assertThatThrownBy(() -> client.resource(stale).update())
                .isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void anInformerSeesEveryObjectThroughACutAndACompaction() throws InterruptedException {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        client.resource(configMap("before", Map.of())).create();
        try (SharedIndexInformer<ConfigMap> informer =
                client.configMaps().inNamespace(NAMESPACE).runnableInformer(0)) {
            informer.exceptionHandler((_, _) -> true);
            informer.addEventHandler(recordingInto(seen));
            informer.run();
            client.resource(configMap("after", Map.of())).create();
            Waiting.until("both", PATIENCE, () -> informer.getStore().list().size() == 2);

            plane.faults().apiDown(true);
            Waiting.until("the cut", PATIENCE, () -> !informer.isWatching());
            plane.headless()
                    .registry()
                    .delete(
                            dev.mcm.testkit.plane.store.ResourceTypes.CONFIG_MAP,
                            new dev.mcm.testkit.plane.store.ObjectKey(NAMESPACE, "before"),
                            dev.mcm.testkit.plane.registry.DeleteRequest.PLAIN);
            plane.faults().compact();
            plane.faults().apiDown(false);
            Waiting.until(
                    "the API to answer",
                    PATIENCE,
                    () ->
                            client.resource(configMap("last", Map.of())).patch(apply("me", true))
                                    != null);
            // The store changes before the handlers hear of it, on a thread of their own.
            Waiting.until(
                    "every change to be heard of",
                    PATIENCE,
                    () ->
                            seen.containsAll(
                                    List.of(
                                            "add before",
                                            "add after",
                                            "delete before",
                                            "add last")));
            assertThat(informer.getStore().list())
                    .extracting(c -> c.getMetadata().getName())
                    .containsExactlyInAnyOrder("after", "last");
        }
    }

    private static ResourceEventHandler<ConfigMap> recordingInto(Queue<String> seen) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap added) {
                seen.add("add " + added.getMetadata().getName());
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap after) {
                seen.add("update " + after.getMetadata().getName());
            }

            @Override
            public void onDelete(ConfigMap deleted, boolean unknown) {
                seen.add("delete " + deleted.getMetadata().getName());
            }
        };
    }

    @Test
    void listsArePagedConsistently() {
        for (int i = 0; i < 7; i++) {
            client.resource(configMap("c" + i, Map.of())).create();
        }
        var first = client.configMaps().list(new ListOptionsBuilder().withLimit(3L).build());
        client.configMaps().withName("c5").delete();
        var second =
                client.configMaps()
                        .list(
                                new ListOptionsBuilder()
                                        .withLimit(10L)
                                        .withContinue(first.getMetadata().getContinue())
                                        .build());
        assertThat(first.getItems()).hasSize(3);
        assertThat(second.getItems())
                .extracting(c -> c.getMetadata().getName())
                .containsExactly("c3", "c4", "c5", "c6");
        assertThat(second.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    void selectorsChooseObjects() {
        client.resource(labelled("one", Map.of("tier", "a"))).create();
        client.resource(labelled("two", Map.of("tier", "b"))).create();
        client.resource(labelled("three", Map.of())).create();

        assertThat(client.configMaps().withLabelIn("tier", "a", "b").list().getItems()).hasSize(2);
        assertThat(client.configMaps().withoutLabel("tier").list().getItems()).hasSize(1);
        assertThat(client.configMaps().withField("metadata.name", "two").list().getItems())
                .hasSize(1);
    }

    private static ConfigMap labelled(String name, Map<String, String> labels) {
        return new ConfigMapBuilder(configMap(name, Map.of()))
                .editMetadata()
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    @Test
    void patchesAndTheStatusSubresourceWork() {
        Deployment made = client.resource(deployment("d-1", "model:1", 0)).create();
        Deployment edited =
                client.apps()
                        .deployments()
                        .withName("d-1-a100")
                        .edit(d ->
                                new DeploymentBuilder(d)
                                        .editSpec()
                                        .withRevisionHistoryLimit(3)
                                        .endSpec()
                                        .editOrNewStatus()
                                        .withReplicas(99)
                                        .endStatus()
                                        .build());
        assertThat(edited.getSpec().getRevisionHistoryLimit()).isEqualTo(3);
        assertThat(edited.getMetadata().getGeneration())
                .isEqualTo(made.getMetadata().getGeneration() + 1);
        assertThat(edited.getStatus().getReplicas()).isNull();

        client.apps().deployments().withName("d-1-a100").scale(1);
        assertThat(client.apps().deployments().withName("d-1-a100").get().getSpec().getReplicas())
                .isEqualTo(1);
    }

    @Test
    void aLeaseElectsOneLeader() throws InterruptedException {
        CountDownLatch leading = new CountDownLatch(1);
        var elector =
                client.leaderElector()
                        .withConfig(
                                new LeaderElectionConfigBuilder()
                                        .withName("election")
                                        .withLeaseDuration(Duration.ofSeconds(3))
                                        .withRenewDeadline(Duration.ofSeconds(2))
                                        .withRetryPeriod(Duration.ofMillis(100))
                                        .withLock(new LeaseLock(NAMESPACE, "lsm", "me"))
                                        .withLeaderCallbacks(
                                                new LeaderCallbacks(
                                                        leading::countDown, () -> {}, _ -> {}))
                                        .withReleaseOnCancel(true)
                                        .build())
                        .build();
        var running = elector.start();
        assertThat(leading.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.leases().withName("lsm").get().getSpec().getHolderIdentity())
                .isEqualTo("me");
        running.cancel(true);
    }

    @Test
    void aWrongTokenIsRefused() {
        try (KubernetesClient stranger =
                new io.fabric8.kubernetes.client.KubernetesClientBuilder()
                        .withConfig(
                                new io.fabric8.kubernetes.client.ConfigBuilder()
                                        .withMasterUrl(plane.apiUrl())
                                        .withOauthToken("wrong")
                                        .withRequestRetryBackoffLimit(0)
                                        .build())
                        .build()) {
            assertThatThrownBy(() -> stranger.namespaces().list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(401));
        }
    }
}
