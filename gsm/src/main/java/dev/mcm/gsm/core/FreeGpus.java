package dev.mcm.gsm.core;

import dev.mcm.event.v1.PodDetail;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Free thousandths of each GPU of one node. Where the plane does not say which GPUs a pod holds,
/// best fit is assumed: whole GPUs come from untouched ones, a share from the fullest GPU that
/// still has room. Never below zero. Not thread-safe.
final class FreeGpus {
    private static final int WHOLE = 1000;

    private final int[] free;

    FreeGpus(int count) {
        free = new int[count];
        Arrays.fill(free, WHOLE);
    }

    /// Whether the pod says which GPUs of a node with this many it holds.
    boolean knowsPlaceOf(PodDetail pod) {
        return pod.getGpuCount() > 0
                && pod.getGpuIndexCount() == pod.getGpuCount()
                && pod.getGpuIndexList().stream()
                        .allMatch(index -> index >= 0 && index < free.length);
    }

    void take(PodDetail pod) {
        if (knowsPlaceOf(pod)) {
            pod.getGpuIndexList().forEach(index -> takeFrom(index, pod.getGpuMilli()));
        } else {
            bestFit(pod.getGpuCount(), pod.getGpuMilli())
                    .forEach(index -> takeFrom(index, pod.getGpuMilli()));
        }
    }

    /// Largest first.
    List<Integer> largestFirst() {
        return Arrays.stream(free).boxed().sorted((a, b) -> Integer.compare(b, a)).toList();
    }

    private List<Integer> bestFit(int count, int milli) {
        return IntStream.range(0, free.length)
                .boxed()
                .sorted((a, b) -> {
                    boolean fitsA = free[a] >= milli;
                    boolean fitsB = free[b] >= milli;
                    if (fitsA != fitsB) {
                        return fitsA ? -1 : 1;
                    }
                    int tightestOrLargest =
                            fitsA
                                    ? Integer.compare(free[a], free[b])
                                    : Integer.compare(free[b], free[a]);
                    return tightestOrLargest != 0 ? tightestOrLargest : Integer.compare(a, b);
                })
                .limit(count)
                .toList();
    }

    private void takeFrom(int index, int milli) {
        free[index] = Math.max(0, free[index] - milli);
    }
}
