-- Numbers of the business, as somebody sent them; the latest of an id counts.

create table kpi_value (
  model varchar(256) not null,
  id varchar(256) not null,
  name varchar(256) not null,
  happened timestamp(6) with time zone not null,
  amount double precision not null,
  received timestamp(6) with time zone not null,
  primary key (model, id)
);

create index kpi_value_time on kpi_value (model, happened);

-- When the latest of a window's KPI values was received, in microseconds since 1970; 0 without any.
alter table watched_window add column kpi_mark bigint default 0 not null;
