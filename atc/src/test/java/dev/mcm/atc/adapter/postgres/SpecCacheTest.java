package dev.mcm.atc.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mcm.shared.hash.Sha256;
import dev.mcm.state.InMemoryTransactions;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.type.v1.ResolvedSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SpecCacheTest {
    private static final int BIG = 30 * 1024;
    private static final long LIMIT = 100 * 1024;

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final Map<SpecHash, StoredSpec> stored = new HashMap<>();
    private final SpecCache cache = new SpecCache((_, hashes) -> stored(hashes), LIMIT);

    @Test
    void whatIsKeptIsBoundedInBytesHoweverBigTheSpecsAre() {
        List<SpecHash> hashes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            hashes.add(put(i, BIG));
        }

        assertThat(get(hashes)).hasSize(20);

        assertThat(cache.bytes()).isPositive().isLessThanOrEqualTo(LIMIT);
        assertThat(get(hashes)).hasSize(20);
    }

    @Test
    void whatWasUsedLastIsKept() {
        SpecHash used = put(0, BIG);
        get(List.of(used));
        long one = cache.bytes();
        for (int i = 1; i < 10; i++) {
            SpecHash other = put(i, BIG);
            get(List.of(other, used));
        }
        SpecCache empty = new SpecCache((_, _) -> List.of(), LIMIT);

        assertThat(one).isGreaterThan(BIG);
        assertThat(cache.keeps(used)).isTrue();
        assertThat(empty.keeps(used)).isFalse();
    }

    @Test
    void specsThatAreNotThereOrCannotBeReadKeepNoOtherFromBeingRead() {
        SpecHash nobody = new SpecHash("0".repeat(64));
        ByteString garbage = ByteString.copyFromUtf8("no spec");
        StoredSpec spoilt =
                new StoredSpec(new SpecHash(Sha256.hex(garbage.toByteArray())), garbage);
        stored.put(spoilt.hash(), spoilt);
        SpecHash sound = put(1, 10);

        assertThat(get(List.of(nobody, spoilt.hash(), sound))).containsOnlyKeys(sound);
        assertThat(get(List.of(spoilt.hash()))).isEmpty();
        assertThat(cache.keeps(spoilt.hash())).isFalse();
    }

    private Map<SpecHash, ResolvedSpec> get(List<SpecHash> hashes) {
        return transactions.read(tx -> cache.get(tx, hashes));
    }

    private SpecHash put(int number, int bytes) {
        ResolvedSpec.Builder spec = ResolvedSpec.newBuilder();
        spec.getSpecBuilder().setImage("i:" + number).addArgs("x".repeat(bytes));
        StoredSpec row = StoredSpec.of(spec.build());
        stored.put(row.hash(), row);
        return row.hash();
    }

    private List<StoredSpec> stored(Collection<SpecHash> hashes) {
        return hashes.stream().filter(stored::containsKey).map(stored::get).toList();
    }
}
