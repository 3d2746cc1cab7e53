-- The columns of a tensor that carries a whole row, in their order.

create table model_input (
  model varchar(256) not null references model (name),
  position integer not null,
  name varchar(256) not null,
  primary key (model, position)
);
