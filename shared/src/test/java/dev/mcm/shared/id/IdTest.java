package dev.mcm.shared.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcm.shared.time.RandomSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "A",
                "a_b",
                "a.b",
                "ä",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void whatIsNotALabelIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrganizationId(value))
                .withMessageContaining("'" + value + "'");
        assertThatIllegalArgumentException().isThrownBy(() -> new PlaneId(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new InstanceTypeName(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "aws-us-east-1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void labelsAreKept(String value) {
        assertThat(new OrganizationId(value)).hasToString(value);
        assertThat(new PlaneId(value)).hasToString(value);
        assertThat(new InstanceTypeName(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "d-",
                "d-7k2m9q4x1",
                "d-7k2m9q4x1zz",
                "m-7k2m9q4x1z",
                "d-7k2m9q4x1u",
                "d-7K2M9Q4X1Z",
                "7k2m9q4x1zaa"
            })
    void whatIsNotADeploymentIdIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeploymentId(value))
                .withMessageContaining("'" + value + "'");
    }

    @Test
    void idsFromTheSourceAreValidAndReproducible() {
        IdSource one = new IdSource(RandomSource.seeded(7));
        IdSource same = new IdSource(RandomSource.seeded(7));

        List<DeploymentId> made = Stream.generate(one::deploymentId).limit(1_000).toList();

        assertThat(made)
                .doesNotHaveDuplicates()
                .isEqualTo(Stream.generate(same::deploymentId).limit(1_000).toList());
        assertThat(one.modelId().value()).startsWith("m-");
        assertThat(one.incidentId()).startsWith("e-").hasSize(12);
    }

    @ParameterizedTest
    @CsvSource({
        "0/0, 0",
        "16/B374D848, 97500059720",
        "FFFFFFFF/FFFFFFFF, -1",
        "0/1, 1",
        "1/0, 4294967296"
    })
    void lsnReadsAndWritesPostgresText(String text, long value) {
        assertThat(Lsn.parse(text)).isEqualTo(new Lsn(value)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "1/",
                "/1",
                "1",
                "1/2/3",
                "123456789/0",
                "0/123456789",
                "G/0",
                "-1/0",
                "0/-1",
                "0/ 1"
            })
    void whatIsNotAnLsnIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lsn.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void lsnComparesUnsigned() {
        Lsn low = new Lsn(Long.MAX_VALUE);
        Lsn high = new Lsn(Long.MIN_VALUE);

        assertThat(high.isAfter(low)).isTrue();
        assertThat(low.isAfter(high)).isFalse();
        assertThat(Stream.of(high, Lsn.ZERO, low).sorted(Comparator.naturalOrder()))
                .containsExactly(Lsn.ZERO, low, high);
    }

    @Test
    void epochsOnlyGrow() {
        Epoch first = new Epoch(0);

        assertThat(first.next().isNewerThan(first)).isTrue();
        assertThat(first.isNewerThan(first)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Epoch(-1))
                .withMessageContaining("-1");
    }
}
