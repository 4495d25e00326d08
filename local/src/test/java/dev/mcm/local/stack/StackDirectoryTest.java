package dev.mcm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackDirectoryTest {
    @TempDir private Path root;

    @Test
    void addressesAreReadBackAsWrittenAndForTheOwnerOnly() throws Exception {
        StackDirectory directory = new StackDirectory(root);
        Map<String, String> variables = Map.of("MCM_ATC_ADDRESS", "127.0.0.1:1", "MCM_X", "a=b c");

        directory.writeEnv(variables);

        assertThat(directory.readEnv()).isEqualTo(variables);
        assertThat(Files.getPosixFilePermissions(directory.env()))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void aDirectoryWithoutAStackHasNoAddresses() {
        assertThat(new StackDirectory(root).readEnv()).isEmpty();
    }

    @Test
    void theLockIsHeldUntilItIsClosed() throws Exception {
        Path file = new StackDirectory(root).lock();
        try (StackLock lock = StackLock.tryAcquire(file).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(StackLock.tryAcquire(file)).isEmpty();
            assertThat(StackLock.holder(file).map(ProcessHandle::pid))
                    .contains(ProcessHandle.current().pid());
        }
        assertThat(StackLock.holder(file)).isEqualTo(Optional.empty());
    }

    @Test
    void secretsAreMadeOnceAndKept() {
        StackDirectory directory = new StackDirectory(root);
        directory.create();
        Map<String, String> first = new StackSecrets(directory).rolePasswords();

        assertThat(new StackSecrets(directory).rolePasswords()).isEqualTo(first);
        assertThat(first.values()).doesNotHaveDuplicates().allMatch(p -> p.length() == 32);
    }
}
