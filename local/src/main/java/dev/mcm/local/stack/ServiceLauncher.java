package dev.mcm.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How the services of a stack are started: the same services with the same environment, from this
/// JVM's class path, from programs laid out as in an image, or from images.
public sealed interface ServiceLauncher permits ClassPathServices, ProgramServices, ImageServices {
    /// `processes` (default), `programs:<directory>` or `images:<name with %s for the component>`.
    String VARIABLE = "MCM_STACK_SERVICES";

    /// Starts a service; it may not be ready yet.
    ServiceRun launch(ServiceLaunch launch, StackDirectory directory);

    /// How long a service started in this way may take to become ready.
    default Duration readyLimit() {
        return Duration.ofSeconds(90);
    }

    /// What [#VARIABLE] says.
    static ServiceLauncher from(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "").strip();
        if (text.isEmpty() || text.equals("processes")) {
            return new ClassPathServices();
        }
        if (text.startsWith("programs:")) {
            return new ProgramServices(
                    Path.of(text.substring("programs:".length())), runningJava(), List.of());
        }
        if (text.startsWith("images:") && text.contains("%s")) {
            return new ImageServices(
                    text.substring("images:".length()),
                    environment.getOrDefault("DOCKER", "docker"));
        }
        throw new IllegalArgumentException(
                VARIABLE
                        + ": '"
                        + text
                        + "' (expected: processes, programs:<directory> or images:<name with %s for"
                        + " the component>)");
    }

    /// The Java installation that runs this JVM.
    static Path runningJava() {
        return Path.of(System.getProperty("java.home"));
    }
}
