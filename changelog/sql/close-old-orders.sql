-- Orders of the last century are not coming back.
UPDATE orders SET state = 'void' WHERE state = 'open' AND placed_at < '2000-01-01 00:00:00';
UPDATE order_states SET final = 1 WHERE state = 'void';
