"""PURE: what visitors of a web shop want, of their orders and of us, in English."""

from __future__ import annotations

from typing import Final

from actors.intents.intent import Intent, preset

ENGLISH_SERVICE: Final[tuple[Intent, ...]] = (
    preset(
        "urge_shipping",
        "hurry the dispatch",
        """
        not shipped | not dispatched | ship it today | ship my order
        | when will you ship | still not shipped | hurry up | speed up | send it out
        | still processing | still preparing
        """,
        """
        why has my order not shipped yet | when will you ship my order
        | please send it out | can you ship it today | my order is still processing
        | it has been a week and nothing was sent | please hurry up with my order
        | when does it leave the warehouse | still not dispatched
        | please dispatch it as soon as possible | how long until it ships
        | i need it urgently please ship now | order stuck in preparing
        | when is the preorder shipped | any chance to get it out today
        | you have not sent it yet | why is it still in your warehouse
        | others got theirs already | speed up the dispatch please
        | how come it has not gone out | please send it out soon
        | my order has been sitting there for days | why is it still processing
        | it still says preparing | when are you going to send my order
        | you promised to ship within 24 hours | can you speed it up
        | a week has gone by and nothing was sent
        | is my order ever going to leave the warehouse | can you give my order priority
        | ship mine first please | stop delaying my order
        | i need it sent out right away | not dispatched yet
        """,
    ),
    preset(
        "track_parcel",
        "track a parcel",
        """
        tracking number | track my | tracking | where is my order | where is my package
        | trace my | in transit | courier | shipment
        """,
        """
        where is my package | track my order | what is my tracking number
        | tracking has not updated | where is my parcel now
        | my shipment is stuck in transit | which courier do you use
        | the tracking link does not work | can you check where my order is
        | no movement on tracking for days | has my parcel left the depot
        | locate my delivery | my order status | package says in transit for a week
        | where is my stuff | look up where my order is | which carrier has it
        | nothing new on the tracking page | has it moved | where are my shoes right now
        | parcel stuck at customs | tracking shows nothing | any news on my package
        | has my parcel moved | what is the status of my delivery
        | it has been in transit forever | the tracking page shows nothing
        | tracking number does not work | which carrier has my order
        | which company delivers it | no tracking updates
        | my shipment is stuck at the depot | follow my parcel
        | give me the tracking link | is it on the truck yet | last scan was days ago
        | can you see where the package is
        """,
    ),
    preset(
        "refund",
        "refund",
        """
        refund | money back | refunded | reimburse | reimbursed | get my money
        | my money | give back what i paid
        """,
        """
        i want a refund | where is my refund | how do i get my money back
        | when will i be refunded | refund status | my refund has not arrived
        | please return my money | how long do refunds take | refund to my card
        | i was refunded the wrong amount | give me my money back
        | the refund is still pending | can i get a partial refund | request a refund
        | give me back what i paid | will the money go back to my card
        | you have my return where is the money | refund rejected
        | how long till the money shows up | money not back yet
        | i would like to be reimbursed | i would like my money returned
        | where did my refund go | still waiting on the refund | give me a refund
        | refund the full amount | how long until the money is back on my card
        | you only refunded half | my refund was rejected | has my refund been processed
        | when do i get reimbursed | did you send the money back
        | i sent it back but have not been paid | money not returned yet
        | which account does the refund go to
        """,
    ),
    preset(
        "return_goods",
        "return",
        """
        return it | return this | return an item | send it back | return policy
        | return label | return | returns | take it back | give it back
        """,
        """
        i want to return this | how do i return an item | what is your return policy
        | can i send it back | where do i send returns | i need a return label
        | who pays return shipping | i do not like it can i return it
        | can i return opened items | how many days do i have to return | start a return
        | arrange a pickup for my return | returning a gift
        | it does not suit me i would like to bring it back | how to return shoes
        | will you take it back | it looks awful want to send it back
        | return after three weeks | tags removed can i return | give one back
        | bought two by mistake return one | is returning free
        | i do not like it, can i return it | how can i send this back
        | it does not suit me and i want to return it | where do i post returns to
        | do i pay for return shipping | can i take it back to the store
        | is it too late to return | opened the box can i still return it
        | print a return label | the return window | pick up the return from my home
        | i changed my mind about it and want to send it back | return without the box
        """,
    ),
    preset(
        "exchange",
        "exchange",
        """
        exchange | swap it | swap for | exchange it | bigger size | smaller size | swap
        | switch it for | size up | replacement | different size
        """,
        """
        i want to exchange this | can i swap it for a larger size
        | exchange for another colour | how do exchanges work
        | it is too small i need a bigger one | replace it with a medium
        | can i get a different size instead | swap these shoes
        | how long does an exchange take | exchange instead of refund
        | it does not fit can you change it | can i trade it for another model
        | can i have a size up | swap the blue one for green | just a different size
        | too tight want a larger one | can you switch it for another
        | when is my replacement sent | replace it with a new one
        | can i get a bigger one instead | too small, i need the next size up
        | can you replace it with a new one | i want a different colour instead
        | swap for another model | please send me a replacement
        | how does an exchange work | trade it in for a larger size
        | can i switch it for the blue one | wrong size, can i exchange
        | exchange it for something else | does exchanging cost anything
        """,
    ),
    preset(
        "change_address",
        "change the address",
        """
        change my address | wrong address | change the address | delivery address
        | new address | ship to a different | address | street name | postcode
        | recipient
        """,
        """
        i need to change my address | i entered the wrong address
        | can you ship to a different address | update my shipping address
        | i moved please change the address | wrong phone number on the order
        | deliver it to my office instead | change the recipient name
        | the postcode is wrong | my street number is missing | send it to another place
        | redirect my parcel | can i edit the delivery address
        | send it to my work instead | i put my old flat | typo in the street
        | can the parcel go to my office | to my sisters house instead
        | phone number is wrong | i am moving update where it goes
        | i put in the wrong street | my address changed
        | please deliver to a different address | ship to my office instead
        | the house number is wrong | i moved, where do i change the address
        | wrong postcode on my order | can you redirect the parcel
        | update the delivery address | i typed my old address | send it to my neighbour
        | the phone number for the delivery is wrong | correct my shipping details
        """,
    ),
    preset(
        "change_order",
        "change an order",
        """
        change my order | modify my order | edit my order | add an item | wrong colour
        | gift note | add one more | by mistake | ship them together | orders together
        | meant to order
        """,
        """
        i ordered the wrong colour | can i change my order
        | add another item to my order | change the quantity to two
        | modify my order before it ships
        | i picked the wrong size by mistake can you fix the order
        | combine my two orders | please add a note to my order
        | make it black instead of white | remove one item from my order
        | i forgot to add socks | can you put both orders in one box
        | i clicked red by mistake can i still switch | add one more to what i bought
        | i meant to order three | ship my two orders together | include a gift message
        | take the hat off my order | i want two instead of one
        | i picked the wrong colour, can you change it | add one more to my order
        | change the quantity to three | can i edit my order
        | i selected the wrong size before it ships | i forgot to add something
        | change it to the black one before you send it | add a gift note to the order
        | make it two instead of one | modify my order please
        | swap an item in the order
        """,
    ),
    preset(
        "cancel_order",
        "cancel an order",
        """
        cancel my order | cancel the order | cancel order | cancel it
        | cancel this order | cancel | void | cancellation | stop the order | call off
        """,
        """
        i want to cancel my order | please cancel it | how do i cancel
        | can i still cancel | i ordered twice cancel one
        | do not ship it i do not want it anymore | cancel my purchase
        | i changed my mind stop the order | order cancellation
        | i placed it by accident | undo my order | call off my preorder
        | i can not find the cancel button | void my purchase
        | drop one i bought it twice | no longer want it
        | i do not need it anymore stop it | cancel option greyed out
        | get out of the preorder | please take back my order before it ships
        | i no longer want it | please cancel | i ordered by mistake | stop the order
        | undo my purchase | i ordered the same thing twice, cancel one
        | how do i call off my order | the cancel button does not work
        | do not need it any more | delete my order | withdraw my order
        | cancel before it ships
        """,
        "cancel*order",
    ),
    preset(
        "quality",
        "defect",
        """
        broken | defective | damaged | faulty | cracked | torn | does not work
        | falling apart | in pieces | cracks | bent | stain | hole | stopped working
        | leaking | came off
        """,
        """
        it arrived broken | the item is defective | it stopped working after two days
        | the screen is scratched | there is a hole in the shirt | poor quality
        | it is leaking | does not turn on | the zipper broke
        | box was crushed and the item damaged | it smells terrible
        | the colour came off in the wash | it will not charge | the glass is cracked
        | arrived in pieces | fabric is falling apart | heel came off
        | keeps switching off | one leg is bent | a stain on it
        | does not turn on at all | it is cracked | handle broke off | it is ripped
        | it is broken | it stopped working | arrived damaged | there is a scratch on it
        | the zip is broken | it has a hole in it | it smells weird
        | it does not switch on | it fell apart | the screen is cracked | it leaks
        | not working properly | faulty product | it makes a strange noise
        """,
    ),
    preset(
        "missing_item",
        "missing or wrong item",
        """
        missing item | wrong item | wrong product | item is missing | parts missing
        | missing | not what i ordered | got the wrong | sent the wrong | only got
        | wrong colour was
        """,
        """
        an item is missing | you sent the wrong item | i only got one of two
        | wrong colour was delivered | the free gift was not included
        | parts are missing | this is not what i ordered | the box was incomplete
        | received someone elses order | got a different size than i ordered
        | one parcel came where is the rest | the charger was not in the box
        | ordered black got brown | half of my order is not here
        | paid for four got three | no remote in the box | you shipped me another order
        | promised gift is not there | totally different product | something is missing
        | you sent me the wrong item | a part is missing | wrong colour was sent
        | i got someone else's order | the box was empty | my order is incomplete
        | fewer items than i paid for | the screws are missing
        | got the wrong size from you | not everything was in the parcel
        """,
    ),
    preset(
        "not_received",
        "not received",
        """
        never arrived | not received | marked as delivered | lost parcel
        | says delivered | never got | stolen | signed for | nothing here
        | lost in the mail | delivered but
        """,
        """
        it says delivered but i do not have it | my parcel never arrived
        | i have not received my order | package lost | someone else signed for it
        | the courier claims he delivered | stolen from my porch | not in the mailbox
        | marked as delivered but nothing here | nobody rang and it is gone
        | parcel locker was empty | neighbour does not have it | never got my package
        | app says delivered nothing here | left outside and now gone
        | courier left it and it is gone | who signed for it | locker empty
        | i think it was stolen | it says delivered but i have nothing
        | nothing was left at my door | the package was lost | someone took my parcel
        | i did not get my order | marked as delivered, not here | nobody rang the bell
        | i never received it | the driver did not come | delivered to the wrong house
        | the locker was empty | it never showed up
        """,
    ),
    preset(
        "warranty",
        "warranty and repair",
        """
        warranty | repair | guarantee period | repaired | repairs | fix it
        | service center | guarantee | serviced
        """,
        """
        how long is the warranty | can you repair it | how do i claim the warranty
        | is it still under warranty | repair cost out of warranty
        | where is a service center | lost my warranty card | status of my repair
        | does the warranty cover water damage | send it in for repair
        | replace the screen | extended warranty | spare parts | do you fix it
        | what if it breaks after a year | send in for repairs
        | accidental damage covered | any word on my repair | where can it be serviced
        | years of guarantee | where can i get it repaired | do you repair it
        | warranty claim | how much is a repair | what does the guarantee cover
        | i lost the warranty card | out of warranty repair | service centre near me
        | do you have spare parts | how do i register the guarantee
        | can someone come and fix it | repair time
        """,
    ),
    preset(
        "account",
        "account",
        """
        log in | login | password | my account | verification code | sign in | log on
        | code never | two factor | account | hacked
        """,
        """
        i can not log in | forgot my password | i do not get the verification code
        | delete my account | change my email | my account is locked
        | my account was hacked | how do i register | reset password link does not work
        | merge two accounts | change my phone number in the account | sign in fails
        | two factor does not work | code never comes | can not sign in
        | someone got into my account | erase my data | suspended account
        | change my email address | text message code not coming | forgot login
        | i forgot my password | i cannot log in | how do i sign up
        | the verification code does not come | someone hacked my account
        | how do i create an account | login problems | update my profile
        | two accounts, merge them
        """,
    ),
    preset(
        "complaint",
        "complaint",
        """
        complaint | complain | terrible service | manager | scam | lawyer | compensation
        | rude | crooks | disgusted | unacceptable | consumer protection | worst
        | ignored | boss | report you
        """,
        """
        i want to make a complaint | terrible service | let me speak to your manager
        | this is a scam | i will report you | worst shop ever | your agent was rude
        | i demand compensation | nobody answers me for weeks
        | i will leave a bad review | false advertising | i am calling my lawyer
        | this is unacceptable | how do i complain about the driver
        | you people are crooks | absolutely disgusted | get me your boss
        | the driver was rude | reporting you to consumer protection | ignored for weeks
        | what a disgrace | file a complaint | never buying here again
        | i want to complain | worst service ever | your staff was rude
        | i am very disappointed | i want to speak to a manager | terrible experience
        | you are wasting my time | nobody answers my complaint
        """,
    ),
    preset(
        "human",
        "a human",
        """
        real person | human | live agent | representative | speak to someone
        | talk to someone | agent | operator | a person | human being | real human
        | call center | staff
        """,
        """
        talk to a human | real person please | connect me to an agent
        | i want to speak to someone | live chat with a person | stop the bot | operator
        | customer service representative | is there anybody real | can i call you
        | transfer me to support | not a robot please | get me a live agent
        | someone actually talk to me | i do not want a bot | put me through to staff
        | is anyone alive there | call center | a human please | someone real
        | talk to a person | real human please | customer service please
        | i want to speak with somebody | let me talk to staff | can someone call me
        | transfer me to a representative | what is your phone number
        """,
    ),
)
