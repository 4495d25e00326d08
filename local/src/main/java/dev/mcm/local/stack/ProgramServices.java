package dev.mcm.local.stack;

import dev.mcm.testkit.process.NativeCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Services from programs laid out as in an image (`bin/layout-programs.sh`), with the flags that
/// they have there.
///
/// @param programs directory with one directory per component, each with a `java.args`
/// @param java home of the JDK or runtime to run them with
/// @param flags further JVM flags, `%s` stands for the component
public record ProgramServices(Path programs, Path java, List<String> flags)
        implements ServiceLauncher {
    /// A JVM that records what it loads is slow, and writes it when it ends.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    public ProgramServices {
        programs = programs.toAbsolutePath().normalize();
        flags = List.copyOf(flags);
    }

    @Override
    public ServiceRun launch(ServiceLaunch launch, StackDirectory directory) {
        return ServiceRun.of(
                command(launch.name(), launch.component(), List.of())
                        .environment(launch.environment())
                        .start(directory.log(launch.name())),
                PATIENCE);
    }

    @Override
    public Duration readyLimit() {
        return PATIENCE;
    }

    /// Runs a component's program.
    ///
    /// @param name for messages
    public NativeCommand command(String name, String component, List<String> arguments) {
        List<String> line = new ArrayList<>();
        flags.forEach(flag -> line.add(flag.replace("%s", component)));
        line.add("@java.args");
        line.addAll(arguments);
        return NativeCommand.of(java.resolve("bin/java"))
                .named(name)
                .arguments(line)
                .directory(programs.resolve(component));
    }
}
