-- Text of a refused line may hold what must not be kept, so none of it is; how it came is not known where it is refused.
alter table refused_line drop column excerpt;
alter table refused_line drop column source;
