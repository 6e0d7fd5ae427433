/*
 * relax-send: take back a demand for Send or Sync that nothing needs.
 *
 * Five kinds: a marker in a PhantomData that takes them away for nothing; a field captured alone where the whole value is Send;
 * `+ Sync` on a boxed future, which no one ever shares; `#[async_trait]` without `(?Send)` where nothing crosses threads; and,
 * as advice, a bound of the user's own function that its body does not need.
 */
#include "fix/fix.h"
#include "fix/local_trait.h"
#include "fix/marker.h"
#include "fix/needless_send.h"
#include "fix/needless_sync.h"
#include "fix/strategies.h"
#include "fix/whole_capture.h"

static void plan(const FixContext *context) {
    marker_plan(context, &fix_relax_send);
    whole_capture_plan(context, &fix_relax_send);
    needless_sync_plan(context, &fix_relax_send);
    local_trait_plan(context, &fix_relax_send);
    needless_send_plan(context, &fix_relax_send);
}

const FixStrategy fix_relax_send = {
    .id = "relax-send",
    .summary = "take back a demand for Send or Sync that nothing needs",
    .cost = 40,
    .plan = plan,
};
