package dev.mcm.testkit.kube;

import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.NativeCommand;
import java.util.ArrayList;
import java.util.List;

/// What makes a cluster live: kube-controller-manager and, where there are nodes, kube-scheduler
/// and KWOK, which plays the machines and their kubelets. They reconnect by themselves when the API
/// server was away.
final class ControlProcesses implements AutoCloseable {
    private static final List<String> FAST =
            List.of("--leader-elect=false", "--kube-api-qps=500", "--kube-api-burst=1000");

    private final List<ChildProcess> running = new ArrayList<>();
    private final KubeTools tools;
    private final KubeDirectory directory;

    ControlProcesses(KubeTools tools, KubeDirectory directory) {
        this.tools = tools;
        this.directory = directory;
    }

    void start(KubeOptions options) {
        if (options.controllers()) {
            launch("kube-controller-manager", managerArguments());
        }
        if (!options.nodes().isEmpty()) {
            launch("kube-scheduler", schedulerArguments());
            launch(
                    "kwok",
                    List.of(
                            kubeconfig(ControlUser.KWOK),
                            "--config=" + tools.kwokStages(),
                            "--manage-all-nodes=true",
                            "--node-lease-duration-seconds=40"));
        }
    }

    private List<String> managerArguments() {
        return withFast(
                "--secure-port=0",
                kubeconfig(ControlUser.CONTROLLER_MANAGER),
                "--use-service-account-credentials=true",
                "--service-account-private-key-file=" + directory.accountKey(),
                "--root-ca-file=" + directory.authority());
    }

    private static List<String> withFast(String... more) {
        List<String> all = new ArrayList<>(FAST);
        all.addAll(List.of(more));
        return all;
    }

    private List<String> schedulerArguments() {
        return withFast("--secure-port=0", kubeconfig(ControlUser.SCHEDULER));
    }

    private String kubeconfig(ControlUser user) {
        return "--kubeconfig=" + directory.kubeconfig(user.fileName());
    }

    private void launch(String program, List<String> arguments) {
        running.add(
                NativeCommand.of(tools.program(program))
                        .arguments(arguments)
                        .start(directory.log(program)));
    }

    @Override
    public void close() {
        running.forEach(ChildProcess::killHard);
    }
}
