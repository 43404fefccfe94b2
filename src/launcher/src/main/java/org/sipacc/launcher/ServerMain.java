package org.sipacc.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.sipacc.accounting.configuration.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The server's process. Standard output carries this class's lines only: where to connect, how to
 * place a first call, and {@code ready} when calls are taken. Exit status: 2 for wrong options or
 * configuration, 1 when the start failed, 0 after a graceful stop.
 */
@Command(name = "bin/run")
public final class ServerMain implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private RunOptions options;

  private final PrintWriter out;

  ServerMain(PrintWriter out) {
    this.out = out;
  }

  /** Runs the server; returns when it has stopped. */
  public static void main(String[] arguments) {
    // Nothing else in this process writes to standard output.
    System.setOut(System.err);
    System.exit(
        new CommandLine(new ServerMain(writer(FileDescriptor.out)))
            // Not by System.err, which some containers decorate.
            .setErr(writer(FileDescriptor.err))
            .setParameterExceptionHandler(ServerMain::wrongOption)
            .execute(arguments));
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }

  @Override
  public Integer call() throws InterruptedException {
    Installation installation = Installation.ofThisProcess();
    StartPlan plan;
    try {
      plan =
          new StartPlanner(installation.home(), System.getenv(), System.getProperties())
              .plan(options);
      installation.container().check(plan);
    } catch (IllegalArgumentException | ConfigurationException e) {
      return failed(spec.exitCodeOnInvalidInput(), e);
    }
    plan.warnings().forEach(warning -> spec.commandLine().getErr().println("sipacc: " + warning));
    try {
      start(installation, plan);
    } catch (StartFailedException e) {
      return failed(spec.exitCodeOnExecutionException(), e);
    }
    new Greeting(plan, installation.home()).print(out);
    // The process ends by a signal.
    new CountDownLatch(1).await();
    return spec.exitCodeOnSuccess();
  }

  private static int wrongOption(ParameterException reason, String[] arguments) {
    CommandLine command = reason.getCommandLine();
    command.getErr().println("sipacc: " + reason.getMessage() + "; see bin/run --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private int failed(int status, RuntimeException reason) {
    spec.commandLine().getErr().println("sipacc: " + reason.getMessage());
    return status;
  }

  private static void start(Installation installation, StartPlan plan) {
    InstanceDirectory instance = InstanceDirectory.lock(plan.data());
    PortCheck.check(plan);
    plan.systemProperties().forEach(System::setProperty);
    System.setProperty("java.io.tmpdir", instance.base().resolve("temp").toString());
    // Read by H2 when its classes are loaded: the embedded database is for this machine only.
    System.setProperty("h2.bindAddress", "127.0.0.1");
    Container container = installation.container().prepare(installation, instance, plan);
    StopSignals.handle(container, plan.drainTime().plus(plan.deliveryTime()));
    container.start();
  }
}
