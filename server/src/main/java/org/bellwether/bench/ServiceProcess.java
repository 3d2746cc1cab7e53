package org.bellwether.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service as a process of its own, started by the launcher, and what it costs. */
final class ServiceProcess implements AutoCloseable {

  private static final double TICKS_PER_SECOND = 100;

  /** What the process has used so far; 0 where the system does not tell. */
  record Usage(double cpuSeconds, long residentBytes, long anonymousBytes) {}

  private final Process process;
  private final int port;
  private final double secondsToReady;

  private ServiceProcess(Process process, int port, double secondsToReady) {
    this.process = process;
    this.port = port;
    this.secondsToReady = secondsToReady;
  }

  /** Starts the service and waits until it takes requests. */
  static ServiceProcess start(Path home, Path data, int port)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bellwether").toString(),
                "serve",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BELLWETHER_INGEST_AUTO_REGISTER", "true");
    builder.redirectErrorStream(true).redirectOutput(data.resolveSibling("serve.log").toFile());
    long began = System.nanoTime();
    Process process = builder.start();
    while (!ready(port)) {
      if (!process.isAlive() || System.nanoTime() - began > 120e9) {
        process.destroyForcibly();
        throw new IOException("the service did not start; see " + data.resolveSibling("serve.log"));
      }
      Thread.sleep(10);
    }
    return new ServiceProcess(process, port, (System.nanoTime() - began) / 1e9);
  }

  private static boolean ready(int port) {
    try (HttpConnection connection = new HttpConnection(port, "")) {
      return connection.get("/ready").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  double secondsToReady() {
    return secondsToReady;
  }

  Usage usage() {
    try {
      Path folder = Path.of("/proc", Long.toString(process.pid()));
      String stat = Files.readString(folder.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      long resident = 0;
      long anonymous = 0;
      for (String line : Files.readAllLines(folder.resolve("status"))) {
        if (line.startsWith("VmRSS:")) {
          resident = 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        } else if (line.startsWith("RssAnon:")) {
          anonymous = 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
      return new Usage(ticks / TICKS_PER_SECOND, resident, anonymous);
    } catch (IOException e) {
      return new Usage(0, 0, 0);
    }
  }

  /** Stops the service as an operator would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
