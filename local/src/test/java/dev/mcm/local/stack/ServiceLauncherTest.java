package dev.mcm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLauncherTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "processes", " processes "})
    void servicesComeFromTheClassPathUnlessTheVariableSaysOtherwise(String value) {
        assertThat(ServiceLauncher.from(Map.of("MCM_STACK_SERVICES", value)))
                .isEqualTo(new ClassPathServices());
    }

    @Test
    void theyMayBeProgramsOrImages() {
        assertThat(ServiceLauncher.from(Map.of("MCM_STACK_SERVICES", "programs:/opt/programs")))
                .isInstanceOfSatisfying(
                        ProgramServices.class,
                        programs ->
                                assertThat(programs.programs())
                                        .isEqualTo(Path.of("/opt/programs")));
        assertThat(
                        ServiceLauncher.from(
                                Map.of("MCM_STACK_SERVICES", "images:mcm/%s:dev", "DOCKER", "/d")))
                .isEqualTo(new ImageServices("mcm/%s:dev", "/d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "images:mcm/atc:dev"})
    void anythingElseIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceLauncher.from(Map.of("MCM_STACK_SERVICES", value)))
                .withMessageStartingWith(
                        "MCM_STACK_SERVICES: '" + value + "' (expected: processes");
    }

    @Test
    void aServiceIsAnInstanceOfTheComponentOfItsMainClass() {
        ServiceLaunch launch = new ServiceLaunch("lsm-plane-1", "dev.mcm.lsm.LsmMain", Map.of());
        assertThat(launch.component()).isEqualTo("lsm");
    }
}
