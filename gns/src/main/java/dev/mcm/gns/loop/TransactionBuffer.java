package dev.mcm.gns.loop;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.gns.core.CommittedTransaction;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The events of one open transaction: in memory up to a limit, beyond it in a temporary file.
/// Events learn their transaction's end only when it comes, so a transaction of any size waits here
/// for it. Not thread-safe.
final class TransactionBuffer implements AutoCloseable {
    private final long memoryLimit;
    private final List<ChangeEvent> inMemory = new ArrayList<>();
    private long bytes;
    private int size;
    private @Nullable Path file;
    private @Nullable OutputStream out;

    /// @param memoryLimit bytes of encoded events
    TransactionBuffer(long memoryLimit) {
        this.memoryLimit = memoryLimit;
    }

    /// Takes the next event and gives it its index.
    void add(ChangeEvent event) {
        ChangeEvent indexed = event.toBuilder().setIndex(size++).build();
        bytes += indexed.getSerializedSize();
        try {
            if (out != null) {
                indexed.writeDelimitedTo(out);
            } else {
                inMemory.add(indexed);
                if (bytes > memoryLimit) {
                    spill();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot spill a transaction of " + size + " events to " + file, e);
        }
    }

    /// The transaction, complete. Closing the buffer ends it.
    CommittedTransaction commit(Epoch epoch, Lsn endLsn) {
        try {
            if (out != null) {
                out.close();
                out = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot spill a transaction of " + size + " events to " + file, e);
        }
        return new CommittedTransaction(endLsn, () -> new Completed(events(), epoch, endLsn), size);
    }

    private void spill() throws IOException {
        file = Files.createTempFile("mcm-gns-transaction-", ".events");
        out = new BufferedOutputStream(Files.newOutputStream(file));
        for (ChangeEvent event : inMemory) {
            event.writeDelimitedTo(out);
        }
        inMemory.clear();
    }

    private Iterator<ChangeEvent> events() {
        return file == null ? inMemory.iterator() : new Spilled(file, size);
    }

    @Override
    public void close() {
        inMemory.clear();
        try {
            if (out != null) {
                out.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    /// Adds what is known only at the end of the transaction.
    private record Completed(Iterator<ChangeEvent> events, Epoch epoch, Lsn endLsn)
            implements Iterator<ChangeEvent> {
        @Override
        public boolean hasNext() {
            return events.hasNext();
        }

        @Override
        public ChangeEvent next() {
            return events.next().toBuilder()
                    .setEpoch(epoch.value())
                    .setEndLsn(endLsn.value())
                    .build();
        }
    }

    /// Reads the file; closes it at its end. A reader that stops early leaves it to the garbage
    /// collector.
    private static final class Spilled implements Iterator<ChangeEvent> {
        private final InputStream in;
        private int left;

        Spilled(Path file, int size) {
            this.left = size;
            try {
                this.in = new BufferedInputStream(Files.newInputStream(file));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public ChangeEvent next() {
            if (left == 0) {
                throw new NoSuchElementException("all events of the transaction have been read");
            }
            try {
                ChangeEvent event = ChangeEvent.parseDelimitedFrom(in);
                if (--left == 0) {
                    in.close();
                }
                return event;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read a spilled transaction", e);
            }
        }
    }
}
