package dev.mcm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What Linux counts of a process.
public record ProcessFigures(long pid) {
    /// Position behind the closing parenthesis of the name in `/proc/<pid>/stat`: utime, stime.
    private static final int USER_TICKS = 11;

    /// `/proc` counts in hundredths of a second on every Linux that runs Java.
    private static final int MS_PER_TICK = 10;

    private static final double KIB_PER_MIB = 1024;

    /// Processor time that it has used so far, in ms.
    public double cpuMs() {
        String stat = read("stat").getFirst();
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
        return ticks * MS_PER_TICK;
    }

    /// Resident memory in MiB, mapped files included.
    public double residentMib() {
        return read("status").stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException("process " + pid + " has ended"))
                / KIB_PER_MIB;
    }

    private List<String> read(String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what Linux counts of " + pid, e);
        }
    }
}
