package org.bellwether.cli;

import java.nio.file.Path;
import org.bellwether.files.DeclaredSchema;
import org.bellwether.files.Progress;
import org.bellwether.files.ReadOptions;
import org.bellwether.files.SchemaYaml;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say how tables are read. */
final class InputFlags {

  @Mixin RoleFlags roles = new RoleFlags();

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "Types, roles and constraints of the columns, as YAML.")
  @Nullable Path schema;

  @Option(
      names = "--on-bad-row",
      paramLabel = "fail|skip",
      description = "What to do with a row that cannot be read (default: ${DEFAULT-VALUE}).")
  ReadOptions.OnBadRow onBadRow = ReadOptions.OnBadRow.FAIL;

  ReadOptions options(Progress progress) {
    DeclaredSchema declared = schema == null ? null : SchemaYaml.read(schema);
    return ReadOptions.defaults()
        .withRoles(roles.roles())
        .withDeclared(declared)
        .withOnBadRow(onBadRow)
        .withProgress(progress);
  }
}
