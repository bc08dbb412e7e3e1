import { defaultReporter } from '@web/test-runner'
import config from '../../packages/elements/web-test-runner.config.mjs'
import { countingReporter } from './elements-reporter.mjs'

/** The elements' own configuration, and a report for `npm test` to count. */
export default {
  ...config,
  reporters: [...(config.reporters ?? [defaultReporter()]), countingReporter(process.env.TEST_RESULTS_FILE)],
}
