package dev.mcm.state.schema;

/// Type and nullability of a column.
record ColumnShape(String type, boolean nullable) {}
