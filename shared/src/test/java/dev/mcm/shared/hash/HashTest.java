package dev.mcm.shared.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashTest {
    /// From the authors' published test vectors.
    @ParameterizedTest
    @CsvSource({
        "'', 811c9dc5, cbf29ce484222325",
        "a, e40c292c, af63dc4c8601ec8c",
        "b, e70c2de5, af63df4c8601f1a5",
        "foobar, bf9cf968, 85944171f73967e8"
    })
    void fnvGivesThePublishedValues(String text, String hash, String longHash) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Integer.toHexString(Fnv1a.hash32(bytes))).isEqualTo(hash);
        assertThat(Fnv1a.hash32(text)).isEqualTo(Fnv1a.hash32(bytes));
        assertThat(Long.toHexString(Fnv1a.hash64(bytes))).isEqualTo(longHash);
    }

    @Test
    void bucketsTreatTheHashAsUnsigned() {
        assertThat(Fnv1a.bucket("", 64)).isEqualTo((int) (0x811c9dc5L % 64));
        assertThat(IntStream.range(0, 1_000).map(i -> Fnv1a.bucket("d-" + i, 64)))
                .allMatch(bucket -> bucket >= 0 && bucket < 64);
        assertThat(
                        IntStream.range(0, 1_000)
                                .map(i -> Fnv1a.bucket("d-" + i, 64))
                                .distinct()
                                .count())
                .isEqualTo(64);
    }

    @Test
    void noBucketsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fnv1a.bucket("a", 0))
                .withMessageContaining("0");
    }

    /// FIPS 180-2, appendix B.1.
    @Test
    void sha256GivesThePublishedValue() {
        assertThat(Sha256.hex("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
