package dev.mcm.gsm.core;

import dev.mcm.type.v1.NodeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Spreads the nodes of one GPU model over rows so that a node stays in its row whatever is bound
/// to it: by bits of a hash of its name, as many as are needed for the row to be small when all of
/// it is free. Where a row overflows, it alone is split; the others keep their keys.
///
/// A row's part is its bits behind a leading 1, less 1: 0 is all nodes, 1 and 2 are its halves.
final class NodeShelf {
    /// So that a row stays below 2 KB.
    static final int MOST_BYTES = 1800;

    /// No more classes than a row may have.
    static final int MOST_NODES = 64;

    private static final int MOST_BITS = 30;

    private final String gpuType;
    private final SortedMap<CapacityKey, List<NodeUsage>> rows;

    private NodeShelf(String gpuType, SortedMap<CapacityKey, List<NodeUsage>> rows) {
        this.gpuType = gpuType;
        this.rows = rows;
    }

    static void spread(
            String gpuType, List<NodeUsage> nodes, SortedMap<CapacityKey, List<NodeUsage>> rows) {
        new NodeShelf(gpuType, rows).put(nodes, 0, 0);
    }

    private void put(List<NodeUsage> nodes, int bits, int path) {
        if (nodes.isEmpty()) {
            return;
        }
        if (bits == MOST_BITS || nodes.size() == 1 || isSmall(nodes)) {
            rows.put(new CapacityKey(gpuType, (1 << bits | path) - 1), nodes);
            return;
        }
        List<List<NodeUsage>> halves = List.of(new ArrayList<>(), new ArrayList<>());
        for (NodeUsage node : nodes) {
            halves.get(hash(node.name()) >>> bits & 1).add(node);
        }
        put(halves.get(0), bits + 1, path);
        put(halves.get(1), bits + 1, path | 1 << bits);
    }

    private static boolean isSmall(List<NodeUsage> nodes) {
        return nodes.size() <= MOST_NODES
                && nodes.stream().mapToInt(node -> bytes(node.largest())).sum() <= MOST_BYTES;
    }

    /// With tag and length, each at most two bytes long here.
    private static int bytes(NodeClass one) {
        return one.getSerializedSize() + 4;
    }

    /// The finisher of MurmurHash3: names that differ in their last digit differ in all bits.
    private static int hash(String name) {
        int mixed = name.hashCode();
        mixed = (mixed ^ mixed >>> 16) * 0x85EBCA6B;
        mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
        return mixed ^ mixed >>> 16;
    }
}
