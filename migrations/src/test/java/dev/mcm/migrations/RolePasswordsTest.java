package dev.mcm.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RolePasswordsTest {
    @TempDir Path directory;

    @Test
    void aFileHasALinePerRole() throws IOException {
        Path file = write("roles", "# services\n\nmcm_atc=a=b\nmcm_gns=c\n");
        assertThat(RolePasswords.inFile(file))
                .isEqualTo(Map.of("mcm_atc", new Secret("a=b"), "mcm_gns", new Secret("c")));
        assertThatThrownBy(() -> RolePasswords.inFile(write("roles", "mcm_atc=\n")))
                .hasMessageContaining("line 1");
    }

    @Test
    void aDirectoryHasAFilePerRole() throws IOException {
        Path data = Files.createDirectory(directory.resolve("..data"));
        Files.writeString(data.resolve("mcm_atc"), "first\n");
        Files.createSymbolicLink(directory.resolve("mcm_atc"), data.resolve("mcm_atc"));
        write("mcm_gns", "second");
        assertThat(RolePasswords.inDirectory(directory))
                .isEqualTo(Map.of("mcm_atc", new Secret("first"), "mcm_gns", new Secret("second")));
    }

    @Test
    void whatIsNoPasswordIsNamed() throws IOException {
        write("mcm_gns", " \n");
        assertThatThrownBy(() -> RolePasswords.inDirectory(directory))
                .hasMessageContaining("mcm_gns is not a password");
        assertThatThrownBy(() -> RolePasswords.inDirectory(directory.resolve("none")))
                .hasMessageContaining("cannot be read from");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
