/** MLflow's REST API: experiments, runs, artifacts, registered models and their versions. */
@NullMarked
package org.bellwether.mlflow;

import org.jspecify.annotations.NullMarked;
