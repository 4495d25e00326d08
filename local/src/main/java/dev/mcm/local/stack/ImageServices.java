package dev.mcm.local.stack;

import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.NativeCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Services as containers of their images on the host's network: root read-only, no capabilities,
/// not root. Secrets and kubeconfigs are mounted where they lie.
///
/// @param image name of a component's image, `%s` stands for the component
/// @param docker the client program
record ImageServices(String image, String docker) implements ServiceLauncher {
    private static final int ROOT = 0;

    /// The images' own user, which must be able to read what is mounted.
    private static final int IMAGE_USER = 65_532;

    private static final Duration SHORT = Duration.ofSeconds(30);

    @Override
    public ServiceRun launch(ServiceLaunch launch, StackDirectory directory) {
        String container = "mcm-" + launch.name() + "-" + ProcessHandle.current().pid();
        call("rm", "--force", container);
        List<String> line =
                new ArrayList<>(List.of("run", "--rm", "--name", container, "--network", "host"));
        line.addAll(List.of("--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"));
        line.addAll(List.of("--security-opt", "no-new-privileges", "--label", "dev.mcm.stack"));
        line.addAll(user(directory));
        for (Path mounted : List.of(directory.secrets(), directory.planes())) {
            line.addAll(List.of("--volume", mounted + ":" + mounted + ":ro"));
        }
        launch.environment()
                .forEach((key, value) -> line.addAll(List.of("--env", key + "=" + value)));
        line.add(image.formatted(launch.component()));
        return new Container(
                client(line).named(launch.name()).start(directory.log(launch.name())), container);
    }

    /// Containers share the machine with everything else as one group.
    @Override
    public Duration readyLimit() {
        return Duration.ofMinutes(5);
    }

    /// Files of root are given to the images' user; files of anybody else are read as that user.
    private static List<String> user(StackDirectory directory) {
        try {
            int owner = (Integer) Files.getAttribute(directory.root(), "unix:uid");
            if (owner != ROOT) {
                int group = (Integer) Files.getAttribute(directory.root(), "unix:gid");
                return List.of("--user", owner + ":" + group);
            }
            for (Path mounted : List.of(directory.secrets(), directory.planes())) {
                try (Stream<Path> files = Files.walk(mounted)) {
                    for (Path file : files.toList()) {
                        Files.setAttribute(file, "unix:uid", IMAGE_USER);
                    }
                }
            }
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let the images read " + directory.root(), e);
        }
    }

    private String call(String... arguments) {
        try {
            Path answer = Files.createTempFile("mcm-docker-", ".log");
            ChildProcess process = client(List.of(arguments)).start(answer);
            process.awaitEnd(SHORT);
            String text = process.logTail();
            Files.delete(answer);
            return text.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot call " + docker, e);
        }
    }

    private NativeCommand client(List<String> arguments) {
        return NativeCommand.of(Path.of(docker)).arguments(arguments);
    }

    /// A container with its attached client, which ends with it and writes its log.
    private final class Container implements ServiceRun {
        private final ChildProcess client;
        private final String name;

        Container(ChildProcess client, String name) {
            this.client = client;
            this.name = name;
        }

        @Override
        public long pid() {
            return Long.parseLong(call("inspect", "--format", "{{.State.Pid}}", name));
        }

        @Override
        public boolean isAlive() {
            return client.isAlive();
        }

        @Override
        public void awaitHttp(URI url, Duration limit) {
            client.awaitHttp(url, limit);
        }

        @Override
        public void killHard() {
            call("kill", "--signal", "KILL", name);
            client.awaitEnd(SHORT);
        }

        @Override
        public void stop() {
            call("stop", "--time", "15", name);
            client.awaitEnd(SHORT);
        }
    }
}
