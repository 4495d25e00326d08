package dev.mcm.lsm;

import dev.mcm.lsm.adapter.http.HttpGateway;
import dev.mcm.lsm.adapter.kafka.KafkaPlaneLog;
import dev.mcm.lsm.adapter.kafka.KafkaTrafficLog;
import dev.mcm.lsm.adapter.kube.ApiProbe;
import dev.mcm.lsm.adapter.kube.ClusterReader;
import dev.mcm.lsm.adapter.kube.KubernetesObjects;
import dev.mcm.lsm.adapter.kube.OpenWatches;
import dev.mcm.lsm.adapter.kube.PlaneClients;
import dev.mcm.lsm.loop.ClusterStamp;
import dev.mcm.lsm.loop.DirtyObjects;
import dev.mcm.lsm.loop.LsmLoops;
import dev.mcm.lsm.loop.PlaneHealth;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.loop.Tick;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.service.Service;
import io.fabric8.kubernetes.client.KubernetesClient;

/// How LSM is put together.
public final class LsmApp {
    /// LSM as a deployable program.
    public static final Service<?> SERVICE =
            new Service<>(
                    "lsm",
                    "publishes the state and the traffic of one workload plane to Kafka",
                    LsmConfig::read,
                    LsmApp::assemble);

    private LsmApp() {}

    private static void assemble(LsmConfig config, Platform platform) {
        LsmMetrics metrics = new LsmMetrics(platform.meters());
        KafkaClients kafka = KafkaClients.of(config.kafka(), "lsm-" + config.planeId());
        KafkaPlaneLog stateTopic =
                platform.own(
                        "state topic",
                        new KafkaPlaneLog(
                                kafka, PlaneNames.stateTopic(config.planeId()), metrics::refused));
        KafkaTrafficLog metricsTopic =
                platform.own(
                        "metrics topic",
                        new KafkaTrafficLog(kafka, PlaneNames.metricsTopic(config.planeId())));

        OpenWatches watches = new OpenWatches();
        KubernetesClient api =
                platform.own("plane API", PlaneClients.open(config.kubeconfig(), watches));
        HttpGateway gateway =
                platform.own(
                        "gateway", new HttpGateway(config.metricsUrl(), config.metricsInterval()));
        PlaneHealth apiHealth =
                new PlaneHealth(
                        platform.time(), LsmLoops.probeInterval(config.heartbeatInterval()));
        PlaneHealth gatewayHealth = new PlaneHealth(platform.time(), config.metricsInterval());

        DirtyObjects dirty = new DirtyObjects();
        KubernetesObjects objects = new KubernetesObjects(api, watches, dirty, metrics::unreadable);
        LsmLoops.ObservedPlane plane =
                new LsmLoops.ObservedPlane(config.planeId(), objects, apiHealth, gatewayHealth);
        LsmLoops loops = new LsmLoops(plane, dirty, config.heartbeatInterval(), platform);
        ApiProbe probe = new ApiProbe(api, apiHealth);
        ClusterReader cluster = new ClusterReader(api);
        Tick asking =
                () -> {
                    probe.tick();
                    cluster.refresh();
                    objects.watchQuotas();
                };

        WakeableLoop probing = loops.probe(asking);
        WakeableLoop state = loops.state(new ClusterStamp(stateTopic, cluster::id));
        WakeableLoop traffic = loops.traffic(gateway, metricsTopic, config.metricsInterval());
        platform.run("informers", objects)
                .run("api-probe", probing)
                .run("state", state)
                .run("traffic", traffic);
        platform.checks().ready("state", loops.readiness());
    }
}
