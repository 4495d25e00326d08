package dev.mcm.local.cli;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.testkit.kube.KubeGateway;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Gives a cluster that has none a gateway, so that what runs there only by name takes requests.
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = {
            "Play the gateway of a cluster whose pods KWOK plays, until Ctrl-C: it routes by what"
                    + " the",
            "cluster's API says and answers in the pods' place."
        })
final class GatewayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLANE", description = "The plane's id.")
    private String plane;

    @Option(
            names = "--kubeconfig",
            required = true,
            description = "Of somebody who may read the cluster's pods and config maps.")
    private Path kubeconfig;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on. Default: 127.0.0.1.")
    private String host;

    @Option(names = "--port", defaultValue = "0", description = "Port. Default: a free one.")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        PlaneId id = new PlaneId(plane);
        if (!Files.isReadable(kubeconfig)) {
            throw new IllegalArgumentException(
                    "--kubeconfig: " + kubeconfig + " (expected: a file that can be read)");
        }
        CountDownLatch stop = new CountDownLatch(1);
        StopSignal signal = StopSignal.install(stop);
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
                KubeGateway gateway = KubeGateway.start(id, client, host, port)) {
            System.out.println("gateway of " + id + ": " + gateway.url());
            stop.await();
        } finally {
            signal.stopped();
        }
        return 0;
    }
}
