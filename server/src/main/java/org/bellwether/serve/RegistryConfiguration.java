package org.bellwether.serve;

import java.io.IOException;
import java.time.InstantSource;
import org.bellwether.http.VersionController;
import org.bellwether.mlflow.ArtifactController;
import org.bellwether.mlflow.ExperimentController;
import org.bellwether.mlflow.MlflowErrors;
import org.bellwether.mlflow.ModelVersionController;
import org.bellwether.mlflow.Reach;
import org.bellwether.mlflow.RefusedCalls;
import org.bellwether.mlflow.RegisteredModelController;
import org.bellwether.mlflow.RunController;
import org.bellwether.mlflow.TrainingBaselines;
import org.bellwether.settings.Settings;
import org.bellwether.store.ArtifactFolder;
import org.bellwether.store.Artifacts;
import org.bellwether.store.AuditLog;
import org.bellwether.store.ExperimentTable;
import org.bellwether.store.Metadata;
import org.bellwether.store.RegisteredModels;
import org.bellwether.store.RunTable;
import org.bellwether.store.UnitTable;
import org.bellwether.store.VersionTable;
import org.bellwether.watch.TrainingTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Experiments, runs, artifacts, and versions of models. */
@Configuration(proxyBeanMethods = false)
@Import({
  ArtifactController.class,
  ExperimentController.class,
  MlflowErrors.class,
  ModelVersionController.class,
  Reach.class,
  RefusedCalls.class,
  RegisteredModelController.class,
  RunController.class,
  VersionController.class,
})
public class RegistryConfiguration {

  /** After the units, whose default the first experiment belongs to. */
  @Bean
  ExperimentTable experiments(
      Metadata metadata, AuditLog audit, UnitTable units, InstantSource clock) {
    ExperimentTable experiments = new ExperimentTable(metadata, audit, clock);
    experiments.requireDefault();
    return experiments;
  }

  @Bean
  RunTable runs(Metadata metadata, AuditLog audit, InstantSource clock) {
    return new RunTable(metadata, audit, clock);
  }

  @Bean
  Artifacts artifacts(
      Metadata metadata, AuditLog audit, RunTable runs, Settings settings, InstantSource clock)
      throws IOException {
    ArtifactFolder folder =
        new ArtifactFolder(settings.data(), (long) settings.registry().artifactMib() << 20);
    return new Artifacts(metadata, audit, folder, runs, clock);
  }

  @Bean
  RegisteredModels registeredModels(Metadata metadata, AuditLog audit, InstantSource clock) {
    return new RegisteredModels(metadata, audit, clock);
  }

  @Bean
  VersionTable versions(
      Metadata metadata, AuditLog audit, Artifacts artifacts, InstantSource clock) {
    return new VersionTable(metadata, audit, artifacts, clock);
  }

  /** Goes through what was left when the service stopped. */
  @Bean
  TrainingBaselines trainingBaselines(
      VersionTable versions, RunTable runs, Artifacts artifacts, TrainingTable training) {
    TrainingBaselines baselines = new TrainingBaselines(versions, runs, artifacts, training);
    baselines.look();
    return baselines;
  }
}
