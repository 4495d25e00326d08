-- An operator's word may be DRAIN: the plane's replicas are handed over to others; at `until`, which it always has, what is left is taken anyway.
-- A DRAIN stays in force behind its `until`, until it is taken back. Kinds are those of PlaneOrderKind: who does not know one does not read its row.
ALTER TABLE plane_orders DROP CONSTRAINT plane_orders_kind_check;
