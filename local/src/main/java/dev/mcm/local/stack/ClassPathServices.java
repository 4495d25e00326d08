package dev.mcm.local.stack;

import dev.mcm.testkit.process.JavaCommand;
import java.time.Duration;

/// Services from this JVM's class path: nothing has to be laid out or built first.
record ClassPathServices() implements ServiceLauncher {
    /// A test's own logging configuration on the same class path is not for services.
    private static final String PRODUCT_LOGGING = "-Dlogback.configurationFile=logback.xml";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Override
    public ServiceRun launch(ServiceLaunch launch, StackDirectory directory) {
        return ServiceRun.of(
                JavaCommand.of(launch.mainClass())
                        .environment(launch.environment())
                        .jvmFlags(PRODUCT_LOGGING)
                        .jvmFlags(DebugPorts.flags(launch.name(), System.getenv()))
                        .log(directory.log(launch.name()))
                        .start(),
                PATIENCE);
    }
}
