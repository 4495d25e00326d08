package dev.mcm.state.sql;

import com.google.protobuf.ByteString;
import dev.mcm.state.Micros;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The parameters of a set-based statement: one array per column, for `unnest(?, ?, …)`, in the
/// order of the calls. Not thread-safe.
public final class ColumnArrays<R> {
    /// Makes the array of one column.
    private interface Column {
        Array array(Connection connection) throws SQLException;
    }

    private final List<R> rows;
    private final List<Column> columns = new ArrayList<>();

    private ColumnArrays(Collection<R> rows) {
        this.rows = List.copyOf(rows);
    }

    public static <R> ColumnArrays<R> of(Collection<R> rows) {
        return new ColumnArrays<>(rows);
    }

    /// Anything whose text is the value: strings and one-field ids.
    public ColumnArrays<R> text(Function<R, ?> value) {
        return add(
                "text",
                rows.stream().map(row -> value.apply(row).toString()).toArray(String[]::new));
    }

    /// A text that may be absent.
    public ColumnArrays<R> nullableText(Function<R, @Nullable Object> value) {
        return add(
                "text",
                rows.stream()
                        .map(row -> {
                            Object text = value.apply(row);
                            return text == null ? null : text.toString();
                        })
                        .toArray(String[]::new));
    }

    public ColumnArrays<R> integer(ToIntFunction<R> value) {
        return add("int4", rows.stream().map(value::applyAsInt).toArray(Integer[]::new));
    }

    public ColumnArrays<R> bigint(ToLongFunction<R> value) {
        return add("int8", rows.stream().map(value::applyAsLong).toArray(Long[]::new));
    }

    public ColumnArrays<R> bool(Predicate<R> value) {
        return add("bool", rows.stream().map(value::test).toArray(Boolean[]::new));
    }

    public ColumnArrays<R> bytes(Function<R, ByteString> value) {
        return add(
                "bytea",
                rows.stream().map(row -> value.apply(row).toByteArray()).toArray(byte[][]::new));
    }

    public ColumnArrays<R> time(Function<R, Instant> value) {
        return add(
                "timestamptz",
                rows.stream()
                        .map(row -> Micros.of(value.apply(row)).toString())
                        .toArray(String[]::new));
    }

    /// A time that may be absent.
    public ColumnArrays<R> nullableTime(Function<R, @Nullable Instant> value) {
        return add(
                "timestamptz",
                rows.stream()
                        .map(row -> {
                            Instant time = value.apply(row);
                            return time == null ? null : Micros.of(time).toString();
                        })
                        .toArray(String[]::new));
    }

    private ColumnArrays<R> add(String type, Object[] values) {
        columns.add(connection -> connection.createArrayOf(type, values));
        return this;
    }

    /// Sets the arrays as parameters `first`, `first` + 1, … of `statement`.
    void bind(PreparedStatement statement, int first) throws SQLException {
        Connection connection = statement.getConnection();
        int index = first;
        for (Column column : columns) {
            statement.setArray(index++, column.array(connection));
        }
    }
}
