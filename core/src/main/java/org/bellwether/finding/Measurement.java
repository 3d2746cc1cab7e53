package org.bellwether.finding;

import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/**
 * What a check measured, before anything is judged: the multiple-testing step and the verdict
 * belong to the check package.
 *
 * @param kind what it is about
 * @param check the rule's name, such as {@code missing-rate}
 * @param method how the value was computed
 * @param column the column, {@code null} when the whole row or table is meant
 * @param segment the rows measured
 * @param n rows of the current table that entered
 * @param nReference rows of the reference that entered, 0 without a reference
 * @param value current value, in the check's own unit; NaN when undefined
 * @param reference the same value on the reference; NaN when there is none
 * @param effect what the threshold judges: often {@code value}, or its change; NaN when undefined
 * @param interval confidence interval of {@code effect}; {@code null} for a deterministic check
 * @param pValue raw p-value of "nothing changed"; NaN for a deterministic check
 * @param threshold where the effect matters
 * @param power rows the test needs
 * @param undefined why the value is undefined; {@code null} when it is defined
 * @param owner who should look
 * @param sentence one sentence a product manager understands, stating what was measured
 */
public record Measurement(
    Kind kind,
    String check,
    Method method,
    @Nullable String column,
    Segment segment,
    long n,
    long nReference,
    double value,
    double reference,
    double effect,
    @Nullable Interval interval,
    double pValue,
    Threshold threshold,
    Power power,
    @Nullable String undefined,
    Owner owner,
    String sentence) {

  public Measurement {
    if (pValue < 0 || pValue > 1) {
      throw new IllegalArgumentException(check + ": p-value " + pValue);
    }
    if (!Double.isNaN(pValue) && interval == null && undefined == null) {
      throw new IllegalArgumentException(
          check + ": a stochastic check needs an interval of its effect");
    }
  }

  /** Whether the check depends on chance and so enters the run's multiple-testing family. */
  public boolean isStochastic() {
    return !Double.isNaN(pValue);
  }

  public static Builder of(Kind kind, String check) {
    return new Builder(kind, check);
  }

  /** Collects the parts of a measurement; every part left out has a neutral default. */
  public static final class Builder {
    private final Kind kind;
    private final String check;
    private Method method;
    private @Nullable String column;
    private Segment segment = Segment.whole();
    private long n;
    private long nReference;
    private double value = Double.NaN;
    private double reference = Double.NaN;
    private double effect = Double.NaN;
    private @Nullable Interval interval;
    private double pValue = Double.NaN;
    private Threshold threshold =
        Threshold.above(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    private Power power = Power.ALWAYS;
    private @Nullable String undefined;
    private Owner owner;

    private Builder(Kind kind, String check) {
      this.kind = kind;
      this.check = check;
      this.method = Method.exact(check);
      this.owner =
          switch (kind) {
            case QUALITY -> Owner.DATA_ENGINEERING;
            case DRIFT, PREDICTION, PERFORMANCE, ESTIMATED_PERFORMANCE, CALIBRATION ->
                Owner.MODEL_TEAM;
            case FAIRNESS -> Owner.RISK;
            case KPI -> Owner.PRODUCT;
            case COST -> Owner.MODEL_TEAM;
          };
    }

    public Builder method(Method method) {
      this.method = method;
      return this;
    }

    public Builder column(@Nullable String column) {
      this.column = column;
      return this;
    }

    public Builder segment(Segment segment) {
      this.segment = segment;
      return this;
    }

    public Builder rows(long n, long nReference) {
      this.n = n;
      this.nReference = nReference;
      return this;
    }

    /**
     * Value now and on the reference; the effect is the value itself until {@link #effect} says
     * otherwise.
     */
    public Builder value(double value, double reference) {
      this.value = value;
      this.reference = reference;
      this.effect = value;
      return this;
    }

    public Builder effect(double effect) {
      this.effect = effect;
      return this;
    }

    /** Interval of the effect and the raw p-value of "nothing changed". */
    public Builder test(double pValue, Interval interval) {
      this.pValue = pValue;
      this.interval = interval;
      return this;
    }

    /** Interval of the effect of a check that does not test a hypothesis. */
    public Builder interval(Interval interval) {
      this.interval = interval;
      return this;
    }

    public Builder threshold(Threshold threshold) {
      this.threshold = threshold;
      return this;
    }

    public Builder power(Power power) {
      this.power = power;
      return this;
    }

    public Builder owner(Owner owner) {
      this.owner = owner;
      return this;
    }

    /** The value cannot be known, and why. */
    public Measurement undefined(String reason) {
      this.undefined = reason;
      this.value = Double.NaN;
      this.effect = Double.NaN;
      this.pValue = Double.NaN;
      return build(reason);
    }

    public Measurement build(String sentence) {
      return new Measurement(
          kind,
          check,
          method,
          column,
          segment,
          n,
          nReference,
          value,
          reference,
          effect,
          interval,
          pValue,
          threshold,
          power,
          undefined,
          owner,
          sentence);
    }
  }
}
