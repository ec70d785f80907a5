"""PURE: what visitors of a web shop want, of goods and prices, in English."""

from __future__ import annotations

from typing import Final

from actors.intents.intent import Intent, preset

ENGLISH_SALES: Final[tuple[Intent, ...]] = (
    preset(
        "delivery_time",
        "time of delivery",
        """
        how long does delivery | delivery time | delivery date | arrive by | get here
        | arrive before | be here | deliver on | business days
        """,
        """
        how long does delivery take | when will it arrive | will it arrive by friday
        | how many days to germany | what is the delivery time | can i get it tomorrow
        | do you deliver on weekends | estimated delivery date
        | will i have it before christmas | how fast is shipping
        | is next day delivery possible | how soon will i get it
        | when should i expect it | will it be here tomorrow if i order tonight
        | can it be here before my birthday | how many days until i get it
        | do parcels come on sundays | delivery estimate
        | how long for standard delivery | will it be here by then
        | how quickly can i have it | can it get here by monday
        | will it make it before the weekend | how many working days
        | what day will it come | is same day delivery possible
        | do you deliver on sunday | how long to ship to spain
        | i need it before the wedding | when would it get to me
        | how long do i have to wait for it | delivery by thursday possible
        | expected arrival | time until it is here
        """,
    ),
    preset(
        "invoice",
        "invoice",
        """
        invoice | vat | receipt | tax number | billing document | invoices | bill | tax
        | receipts
        """,
        """
        can i get an invoice | i need a vat invoice | where can i download the receipt
        | send me the invoice please | wrong company name on the invoice
        | i need a bill for my company | invoice for tax purposes
        | the receipt was not in the box | please add our tax number
        | can you resend the invoice | proof of purchase | expense report receipt
        | paperwork for taxes | email me the receipt | my accountant needs it
        | no receipt in the parcel | company name on the bill | where is my invoice
        | need a bill | i need a receipt for work | where can i find my receipt
        | could you send me a bill | i did not get an invoice
        | please put my company name on it | invoice as pdf
        | vat number is missing on the invoice | correct the invoice please
        | business purchase, need an invoice | i need something for my tax return
        | a copy of the receipt | can i have the bill by email
        | billing details are wrong
        """,
    ),
    preset(
        "coupon",
        "coupon",
        """
        coupon | voucher | promo code | discount code | gift card | promotion | coupons
        | vouchers | promo | discount | deals | sale | code
        """,
        """
        do you have a coupon | my promo code does not work
        | where do i enter the discount code | voucher expired | can i use two coupons
        | newsletter discount not received | first order discount
        | the code says invalid | any sales right now | black friday deals
        | gift card balance | the discount was not applied | student code
        | coupon expired | the ten percent off does not work | voucher will not apply
        | stack promo codes | any deals this week | code not accepted at checkout
        | student discount | my code is not accepted | is there a discount code
        | any promotions right now | the voucher does not work
        | where do i put the coupon | when is the next sale
        | do you have a discount for students | can i use two codes together
        | the discount was not taken off | my coupon expired | black friday offers
        | promo code says invalid | i forgot to use my voucher
        """,
    ),
    preset(
        "bargain",
        "bargain",
        """
        cheaper | better price | lower price | best price | price negotiable | expensive
        | pricey | deal for me | negotiate | final price | less for
        """,
        """
        can you make it cheaper | what is your best price | too expensive
        | give me a discount | is the price negotiable | can you do a better price
        | lower the price a bit | discount if i buy two | bulk price
        | i saw it cheaper elsewhere | can you throw in something for free
        | any wholesale rates | will you take 50 for it | wiggle room on the price
        | give me a deal | bit pricey can you do 40 | is it your final price
        | cheaper if i take five | sold for less elsewhere can you go lower
        | make me an offer | that is too expensive for me | could you lower the price
        | cheaper if i buy more | another shop sells it for less | can you knock off ten
        | any discount for buying several | i will take it for fifty | a bit pricey
        | room for negotiation
        """,
    ),
    preset(
        "price_protection",
        "price protection",
        """
        price match | price protection | price dropped | price adjustment
        | price difference | the difference | price adjustments | paid full price
        | after i bought
        """,
        """
        the price dropped after i bought it | can i get the price difference
        | do you price match | price adjustment please
        | it is on sale now and i paid full price | refund the difference
        | i bought it yesterday and today it is cheaper | price guarantee
        | it got reduced right after my order | do you have price protection
        | match the lower price | now it is 20 off can i have the difference
        | you dropped the price the day after | honour lower price after purchase
        | on sale today i paid full price yesterday | it got cheaper since i bought it
        | the price went down after i bought it | can i get the difference back
        | it is cheaper now than when i bought it | price adjustment
        | refund the price difference | do you do price matching after purchase
        | it went on sale the day after | i paid more than the current price
        | i bought it yesterday and now it is on offer | how long is the price protected
        | i want the lower price
        """,
    ),
    preset(
        "stock",
        "stock",
        """
        in stock | out of stock | restock | sold out | availability | back in stock
        | unavailable | available again | any left | more of these | restocking
        | left in
        """,
        """
        is this in stock | when will you restock | do you still have the black one
        | it says out of stock | how many are left | sold out in my size
        | notify me when it is back | is it available | will it come back
        | can i reserve one | available in blue | do you have it in store
        | why can i not add it to the cart | got any left | any more of these in medium
        | is it gone for good | will you get more of the red one
        | unavailable when is it back | tell me when available
        | do you have more of this lamp | do you still have it
        | is it available in black | when will it be back | sold out everywhere
        | let me know when it is in stock | is this item still available
        | how many do you have left | no stock in my size | has it been discontinued
        | can i order it although it is out of stock | is there any left
        | any medium ones left | when do you restock
        """,
    ),
    preset(
        "size",
        "size",
        """
        size chart | what size | which size | sizing | run small | run large
        | true to size | dimensions | measurements | medium or large | size do
        | how tall | how wide | lbs | waist
        """,
        """
        what size should i take | do they run small | is there a size chart
        | i am 170 cm which size | does it fit true to size | how long is the dress
        | what are the measurements | i usually wear 38 | waist of a medium
        | is it slim fit | size for an 8 year old | between two sizes which one
        | how wide is the shoe | i am 5 9 and 150 lbs | chest 100 cm will l fit
        | normally a 10 | how tall is it | do the boots run big
        | what are the dimensions | waist in cm | medium or large for me
        | which size fits me | i am 180 tall, what size | does it run large
        | is it true to size | i usually wear medium | how long is it | how wide is it
        | size chart please | between two sizes, which one | waist size in inches
        | will it fit a ten year old
        """,
    ),
    preset(
        "product_info",
        "about a product",
        """
        material | ingredients | specifications | specs | manual | waterproof | made of
        | leather | dishwasher | cotton | battery | how heavy | difference between
        """,
        """
        what is it made of | is it cotton | is it waterproof | how do i use it
        | where is the manual | difference between the two models
        | how long does the battery last | can i wash it in the machine
        | is it safe for children | does it work with iphone | what is in the box
        | where is it made | is it suitable for sensitive skin | what are the specs
        | is it real leather | can it go in the dishwasher | does it come with a cable
        | works with android | how heavy is it | how loud is it | is it vegan
        | pro or lite difference | what colour is it really | can i use it outdoors
        | how does it work | what comes in the box | is it compatible with my model
        | what is the difference between these two | which colours are there
        | tell me more about this product | does it need batteries
        | is it suitable for outdoors | how do i clean it
        """,
    ),
    preset(
        "authenticity",
        "authenticity",
        """
        genuine | authentic | counterfeit | fake | original product | replica | original
        | real deal | knock off | hologram | official reseller
        """,
        """
        is it genuine | is this authentic | how do i know it is real
        | i think it is fake | are you an official reseller
        | the serial number is not valid | is it an original | looks like a knock off
        | do you sell replicas | certificate of authenticity | this seems counterfeit
        | is it the same as in the brand store | how can i be sure it is not fake
        | is this a replica | real deal or copy | hologram is missing
        | do you have a licence for the brand | serial does not exist
        | is it the real thing | how do i know it is not fake
        | are you an official store | is this an original | can i verify it is genuine
        | is it a copy | authorised reseller | why so cheap, is it real
        | are your goods authentic
        """,
    ),
    preset(
        "shipping_fee",
        "shipping fee",
        """
        shipping cost | shipping fee | free shipping | delivery charge | postage
        | delivery fee | free delivery | customs | delivery cost | shipping free
        | cost of express
        """,
        """
        how much is shipping | is shipping free | free shipping from what amount
        | why do i have to pay delivery | shipping cost to france
        | postage for two items | is express more expensive | delivery charges
        | can you waive the shipping fee | customs fees
        | do you charge for delivery to islands | what does courier delivery cost
        | what do you charge to send to canada | minimum for free delivery
        | delivery is so expensive | pay postage on a small order | will i pay customs
        | how much for express | is delivery free | why do i pay for postage
        | free shipping from which amount | shipping costs to canada
        | can you waive the delivery fee | delivery charge too high
        | do you ship for free | extra for express | what does postage cost
        | is shipping included | cost of delivery
        """,
    ),
    preset(
        "payment",
        "payment trouble",
        """
        payment failed | can not pay | charged twice | card declined | paypal
        | installments | visa | pay | declined | checkout | charged | mastercard
        | klarna
        """,
        """
        my payment failed | my card was declined | i was charged twice
        | can i pay with paypal | do you accept credit cards | pay in installments
        | cash on delivery possible | paid but the order shows unpaid
        | checkout does not work | how can i pay | bank transfer details
        | money was taken but no order | can i pay on account | apple pay
        | it will not take my card | took money two times | split the payment
        | checkout error at the pay step | pay when it arrives
        | bank says paid site says pending | which cards do you take | visa not accepted
        | payment does not go through | which payment methods | can i pay in instalments
        | do you take credit cards | the payment failed but the money is gone
        | can i pay later | pay by bank transfer | checkout error when paying
        | charged but no order
        """,
    ),
    preset(
        "membership",
        "membership",
        """
        loyalty points | membership | reward points | rewards | member | points | vip
        | loyalty | members | gold status | platinum
        """,
        """
        how do i become a member | what are the benefits of membership
        | how do i use my points | my points are missing | when do points expire
        | cancel my membership | renew my subscription | how do i reach gold status
        | birthday gift | do i earn points on this | redeem rewards | loyalty program
        | get to platinum | members discount | what is in the vip club | points vanished
        | collect points for a voucher | stop auto renewal of membership
        | how many points do i have | what can i do with my points
        | benefits of membership | do points expire | loyalty programme
        | how do i reach the next level | birthday gift for members | vip status
        | redeem my points | what does membership cost
        """,
    ),
)
