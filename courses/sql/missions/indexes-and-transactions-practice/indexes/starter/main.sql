CREATE INDEX orders_by_day ON orders (ordered_on, member_id);
